#!/usr/bin/env bash
# Asked:    where is what a POST has created? The reply to POST has a Location for that (OData Protocol 4.01, 8.3.3).
# Guess:    a relative Location is resolved against the URL of the request (RFC 9110, section 10.2.2) and can be read.
# Happens:  it is relative to the root of the service, whatever the request: below a key it leads to a resource that
#           does not exist. That of a draft is `Things.drafts(…)`, a name of CAP's own code, which no URL may have.
# Bitten:   clients that read what they have created by its Location, above all with `Prefer: return=minimal`, where
#           the reply has no body: its context URL, against which the link could be resolved, is not there either.
. "$(dirname "$0")/kit.bash"
serve_cap <<'CDS'
entity db.Boxes { key ID : Integer; things : Composition of many db.Things on things.box = $self; }
entity db.Things { key ID : Integer; box : Association to db.Boxes; }
entity db.Plans { key ID : UUID; name : String; }
service S @(path: 's') {
  entity Boxes as projection on db.Boxes;
  entity Things as projection on db.Things;
  @odata.draft.enabled entity Plans as projection on db.Plans;
}
CDS
body "$url/Boxes" -H "$json" -d '{"ID": 1}' >/dev/null
location=$(header location "$url/Boxes(1)/things" -H "$json" -H 'Prefer: return=minimal' -d '{"ID": 7}')
seen "Location of a POST to /Boxes(1)/things:" "$location" "Things(7)"
seen "GET of it, resolved against that request:" "$(status "$url/Boxes(1)/$location")" 404
seen "GET of it, resolved against the root:" "$(status "$url/$location")" 200
id=0f8fad5b-d9cb-469f-a165-70867728950e
location=$(header location "$url/Plans" -H "$json" -d "{\"ID\": \"$id\"}")
seen "Location of a draft:" "$location" "Plans.drafts($id)"
seen "GET of it:" "$(status "$url/$location")" 404
seen "GET of the draft by its key:" "$(status "$url/Plans(ID=$id,IsActiveEntity=false)")" 200

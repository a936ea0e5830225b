#!/usr/bin/env bash
# Asked:    is a Decimal(19,4) stored as it is sent, as a string with IEEE754Compatible=true (OData JSON 4.01, 7.1)?
# Guess:    yes: no digit passes through a floating-point number, and the reply gives the value as a string again.
# Happens:  @cap-js/sqlite keeps decimals as REAL. 123456789012345.6789 comes back as "123456789012345.7000": rounded, and
#           filled up to the declared scale with digits that were never there. The reply to the POST says so already.
# Bitten:   whoever tests money or quantities on SQLite before going to another database, and whoever trusts the string
#           to be exact because it is a string.
. "$(dirname "$0")/kit.bash"
serve_cap <<'CDS'
entity db.Things { key ID : Integer; weight : Decimal(19, 4); }
service S @(path: 's') { entity Things as projection on db.Things; }
CDS
body "$url/Things" -H "$json;IEEE754Compatible=true" -d '{"ID": 1, "weight": "123456789012345.6789"}' >created
body "$url/Things(1)" -H "Accept: application/json;IEEE754Compatible=true" >read
seen "sent \"123456789012345.6789\", the reply to it:" "$(grep -o '"weight":[^,}]*' created)" '"weight":"123456789012345.7000"'
seen "read again:" "$(grep -o '"weight":[^,}]*' read)" '"weight":"123456789012345.7000"'

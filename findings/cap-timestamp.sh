#!/usr/bin/env bash
# Asked:    how exact is a Timestamp of CAP? $metadata says Edm.DateTimeOffset with Precision="7".
# Guess:    seven digits of a second are kept, or what has more than can be kept is refused.
# Happens:  three are kept, the others are cut off without a word, in what is written and in filters too: two moments of
#           one millisecond are the same.
# Bitten:   clients that order by the times that they have written, ask for what is later than the last of them, or
#           compare what they have sent with what comes back.
. "$(dirname "$0")/kit.bash"
serve_cap <<'CDS'
entity db.Things { key ID : Integer; at : Timestamp; }
service S @(path: 's') { entity Things as projection on db.Things; }
CDS
seen "described:" "$(body "$url/\$metadata" | grep -o '<Property Name="at"[^>]*>')" \
    '<Property Name="at" Type="Edm.DateTimeOffset" Precision="7"/>'
sent=2024-02-29T10:11:12.1239999Z
body "$url/Things" -H "$json" -d "{\"ID\": 1, \"at\": \"$sent\"}" >created
seen "sent $sent, the reply:" "$(grep -o '"at":[^,}]*' created)" '"at":"2024-02-29T10:11:12.123Z"'
seen "how many are later than 2024-02-29T10:11:12.1230001Z:" \
    "$(body "$url/Things/\$count?\$filter=at%20gt%202024-02-29T10:11:12.1230001Z")" 0

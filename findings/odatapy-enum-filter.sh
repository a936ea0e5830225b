#!/usr/bin/env bash
# Asked:    how many Things have the member Red, after one was posted with it?
# Guess:    one: the reply to the POST, and every read, says "Colour": "Red".
# Happens:  none, without an error: odatapy's in-memory service keeps what is posted as the member's number and compares
#           it with the member's name. `ne` holds for all, flags are never `has`. Members that a program has put into
#           the store by name are found.
# Bitten:   clients tested against that service, which calls itself a test oracle: correct filters seem to be wrong.
. "$(dirname "$0")/kit.bash"
serve_odatapy <<'CSDL'
<EnumType Name="Colour"><Member Name="Green" Value="0"/><Member Name="Red" Value="1"/></EnumType>
<EntityType Name="Thing">
  <Key><PropertyRef Name="ID"/></Key>
  <Property Name="ID" Type="Edm.Int32" Nullable="false"/><Property Name="Colour" Type="s.Colour"/>
</EntityType>
<EntityContainer Name="C"><EntitySet Name="Things" EntityType="s.Thing"/></EntityContainer>
CSDL
body "$url/Things" -H "$json" -d '{"ID": 1, "Colour": "Red"}' >/dev/null
seen "what is there:" "$(body "$url/Things" | grep -o '"value":.*')" '"value":[{"ID":1,"Colour":"Red"}]}'
count() {
    body -G "$url/Things/\$count" --data-urlencode "\$filter=$1"
}
seen "Colour eq s.Colour'Red':" "$(count "Colour eq s.Colour'Red'")" 0
seen "Colour ne s.Colour'Red':" "$(count "Colour ne s.Colour'Red'")" 1

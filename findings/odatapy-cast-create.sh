#!/usr/bin/env bash
# Asked:    what does POST to /Things/s.Lamp make, with a property that only lamps have?
# Guess:    a lamp: the segment says so (URL Conventions 4.01, section 4.11), and no other type fits the body.
# Happens:  201 and a Thing. The lamp's property is dropped without a word; the entity is not a lamp for GET
#           /Things/s.Lamp. With "@odata.type" in the body it is one.
# Bitten:   clients that leave out the type where the URL has it: nothing fails, the data is gone.
. "$(dirname "$0")/kit.bash"
serve_odatapy <<'CSDL'
<EntityType Name="Thing">
  <Key><PropertyRef Name="ID"/></Key>
  <Property Name="ID" Type="Edm.Int32" Nullable="false"/>
</EntityType>
<EntityType Name="Lamp" BaseType="s.Thing"><Property Name="Watts" Type="Edm.Int32"/></EntityType>
<EntityContainer Name="C"><EntitySet Name="Things" EntityType="s.Thing"/></EntityContainer>
CSDL
body -w '%{http_code}' "$url/Things/s.Lamp" -H "$json" -d '{"ID": 1, "Watts": 40}' >created
seen "POST of Watts to /Things/s.Lamp:" "$(grep -o '"ID".*' created)" '"ID":1}201'
seen "how many lamps:" "$(body "$url/Things/s.Lamp/\$count")" 0
body "$url/Things/s.Lamp" -H "$json" -d '{"@odata.type": "#s.Lamp", "ID": 2, "Watts": 40}' >/dev/null
seen "how many, after a POST with the type in the body:" "$(body "$url/Things/s.Lamp/\$count")" 1

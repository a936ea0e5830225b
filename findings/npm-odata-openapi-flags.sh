#!/usr/bin/env bash
# Asked:    what does OASIS' converter to OpenAPI make of an enumeration with IsFlags, whose values may be `Read,Write`?
# Guess:    a text, perhaps with a pattern.
# Happens:  a closed `enum` of the single members, as for one without flags: a combination, which the flags are there for, is
#           invalid by the description.
# Bitten:   generators, validators and mock servers that work from the converted description.
. "$(dirname "$0")/kit.bash"
npm_packages odata-openapi@0.29.0 odata-csdl@0.11.2
cat >describe.js <<'JS'
const { xml2json } = require('odata-csdl');
const { csdl2openapi } = require('odata-openapi');
const csdl = `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="s" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EnumType Name="Right" IsFlags="true"><Member Name="Read" Value="1"/><Member Name="Write" Value="2"/></EnumType>
<EntityType Name="Thing"><Key><PropertyRef Name="ID"/></Key><Property Name="ID" Type="Edm.Int32" Nullable="false"/>
<Property Name="Rights" Type="s.Right" Nullable="false"/></EntityType>
<EntityContainer Name="C"><EntitySet Name="Things" EntityType="s.Thing"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`;
console.log(JSON.stringify(csdl2openapi(xml2json(csdl), {}).components.schemas['s.Right']));
JS
seen 'Read and Write, with IsFlags:' "$(node describe.js)" '{"type":"string","title":"Right","enum":["Read","Write"]}'

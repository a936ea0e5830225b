#!/usr/bin/env bash
# Asked:    may a nullable Int64, Decimal or enumeration be null by the OpenAPI description that OASIS' converter makes of it?
# Guess:    yes: the description says `nullable: true`.
# Happens:  the word stands beside `anyOf` or `allOf` and not beside a `type`, where OpenAPI 3.0.3 gives it no meaning.
#           openapi-schema-validator refuses the null; ajv refuses the schema.
# Bitten:   readers who take "nullable" at its word, and validators who do not: they disagree on every such property.
. "$(dirname "$0")/kit.bash"
npm_packages odata-openapi@0.29.0 odata-csdl@0.11.2 ajv@8.20.0
pypi_packages openapi-schema-validator==0.8.1
cat >describe.js <<'JS'
const { xml2json } = require('odata-csdl');
const { csdl2openapi } = require('odata-openapi');
const csdl = `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="s" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EnumType Name="Kind"><Member Name="A"/></EnumType>
<EntityType Name="Thing"><Key><PropertyRef Name="ID"/></Key><Property Name="ID" Type="Edm.Int32" Nullable="false"/>
<Property Name="Text" Type="Edm.String"/><Property Name="Big" Type="Edm.Int64"/><Property Name="Kind" Type="s.Kind"/>
</EntityType><EntityContainer Name="C"><EntitySet Name="Things" EntityType="s.Thing"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`;
const { schemas } = csdl2openapi(xml2json(csdl), {}).components;
const schema = schemas['s.Thing'].properties[process.argv[2]];
delete schema.example;
delete schema.format;
console.log(JSON.stringify(schema).replace('{"$ref":"#/components/schemas/s.Kind"}', JSON.stringify(schemas['s.Kind'])));
JS
cat >null.py <<'PY'
import json, sys
from openapi_schema_validator import OAS30Validator
print(OAS30Validator(json.loads(sys.argv[1])).is_valid(None))
PY
cat >null.js <<'JS'
try {
    console.log(new (require('ajv').default)({ strict: false }).compile(JSON.parse(process.argv[2]))(null));
} catch (error) {
    console.log(error.message);
}
JS
text=$(node describe.js Text) big=$(node describe.js Big) kind=$(node describe.js Kind)
seen "openapi-schema-validator, null for $text:" "$(venv/bin/python null.py "$text")" True
seen "openapi-schema-validator, null for $big:" "$(venv/bin/python null.py "$big")" False
seen "openapi-schema-validator, null for $kind:" "$(venv/bin/python null.py "$kind")" False
seen "ajv, null for $big:" "$(node null.js "$big")" '"nullable" cannot be used without "type"'

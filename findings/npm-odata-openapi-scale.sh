#!/usr/bin/env bash
# Asked:    does a price of 0.07 fit the OpenAPI description that OASIS' converter makes of Edm.Decimal with Scale="2"?
# Guess:    yes.
# Happens:  not for the usual validators. The converter writes the scale as `multipleOf: 0.01`, and ajv and jsonschema divide
#           binary fractions: of the prices from 0.00 to 999.99 both refuse 11,426 of 100,000, among them 0.07 and 0.29.
# Bitten:   gateways and mock servers that validate by a converted description: they turn away one price of nine.
. "$(dirname "$0")/kit.bash"
npm_packages odata-openapi@0.29.0 odata-csdl@0.11.2 ajv@8.20.0
pypi_packages jsonschema==4.26.0
cat >describe.js <<'JS'
const { xml2json } = require('odata-csdl');
const { csdl2openapi } = require('odata-openapi');
const csdl = `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="s" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="Thing"><Key><PropertyRef Name="ID"/></Key><Property Name="ID" Type="Edm.Int32" Nullable="false"/>
<Property Name="Price" Type="Edm.Decimal" Precision="5" Scale="2" Nullable="false"/></EntityType>
<EntityContainer Name="C"><EntitySet Name="Things" EntityType="s.Thing"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`;
const { Price } = csdl2openapi(xml2json(csdl), {}).components.schemas['s.Thing'].properties;
console.log(JSON.stringify(Price));
JS
cat >refused.js <<'JS'
const valid = new (require('ajv').default)({ strict: false }).compile({ type: 'number', multipleOf: 0.01 });
const refused = [...Array(100000).keys()].map((cents) => Number((cents / 100).toFixed(2))).filter((price) => !valid(price));
console.log(refused.length, ...refused.slice(0, 3));
JS
cat >refused.py <<'PY'
from jsonschema import Draft202012Validator
valid = Draft202012Validator({"type": "number", "multipleOf": 0.01}).is_valid
refused = [price for price in (round(cents / 100, 2) for cents in range(100000)) if not valid(price)]
print(len(refused), *refused[:3])
PY
seen 'Edm.Decimal with Precision 5 and Scale 2:' "$(node describe.js | grep -o '"multipleOf":[0-9.]*')" '"multipleOf":0.01'
seen 'ajv refuses, and the first of these:' "$(node refused.js)" '11426 0.07 0.14 0.28'
seen 'jsonschema refuses, and the first of these:' "$(venv/bin/python refused.py)" '11426 0.07 0.14 0.28'

#!/usr/bin/env bash
# Asked:    how do Graph's SDKs for Python and TypeScript read and write an Edm.Double that is infinite?
# Guess:    as the texts "INF", "-INF" and "NaN" (OData JSON Format 4.01 section 7.1), both ways.
# Happens:  "INF" is read as nothing, with no error, and infinity is written as the bare word Infinity, with which the body is
#           no longer JSON.
# Bitten:   services whose numbers have a sense of "no limit" or "not measured"; a body that other parsers refuse as a whole.
. "$(dirname "$0")/kit.bash"
pypi_packages microsoft-kiota-abstractions==1.16.0 microsoft-kiota-serialization-json==1.16.0
npm_packages @microsoft/kiota-abstractions@1.0.0-preview.109 @microsoft/kiota-serialization-json@1.0.0-preview.109
cat >double.py <<'PY'
from kiota_serialization_json.json_parse_node import JsonParseNode
from kiota_serialization_json.json_serialization_writer import JsonSerializationWriter
writer = JsonSerializationWriter()
writer.write_float_value("limit", float("inf"))
print(JsonParseNode("INF").get_float_value(), writer.get_serialized_content().decode())
PY
cat >double.mjs <<'JS'
import { JsonParseNode, JsonSerializationWriter } from '@microsoft/kiota-serialization-json';
const writer = new JsonSerializationWriter();
writer.writeNumberValue('limit', Infinity);
console.log(new JsonParseNode('INF').getNumberValue(), new TextDecoder().decode(writer.getSerializedContent()));
JS
seen 'Python, "INF" read and infinity written:' "$(venv/bin/python double.py)" 'None {"limit": Infinity}'
seen 'TypeScript, "INF" read and infinity written:' "$(node double.mjs)" 'undefined "limit":Infinity,'

#!/usr/bin/env bash
# Asked:    what is the time of day `17:00:00.5` after Graph's SDK for TypeScript read it and wrote it back?
# Guess:    the same, perhaps as `17:00:00.5000000`.
# Happens:  `17:00:00.0000005`: digits behind the point are read as a number and written with zeros before them, so that a
#           fraction of fewer than seven digits becomes another time. Seven digits, as Graph mostly writes, come through.
# Bitten:   who reads times from an OData service that leaves out trailing zeros, as timeOfDayValue of the ABNF allows.
. "$(dirname "$0")/kit.bash"
npm_packages @microsoft/kiota-abstractions@1.0.0-preview.109 @microsoft/kiota-serialization-json@1.0.0-preview.109
cat >time.mjs <<'JS'
import { JsonParseNode, JsonSerializationWriter } from '@microsoft/kiota-serialization-json';
const writer = new JsonSerializationWriter();
writer.writeTimeOnlyValue('at', new JsonParseNode(process.argv[2]).getTimeOnlyValue());
console.log(new TextDecoder().decode(writer.getSerializedContent()));
JS
seen '17:00:00.1234567:' "$(node time.mjs 17:00:00.1234567)" '"at":"17:00:00.1234567",'
seen '17:00:00.5:' "$(node time.mjs 17:00:00.5)" '"at":"17:00:00.0000005",'
seen '17:00:00.125:' "$(node time.mjs 17:00:00.125)" '"at":"17:00:00.0000125",'

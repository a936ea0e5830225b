#!/usr/bin/env bash
# Asked:    what does Graph's SDK for Python send for a property of type Edm.Duration?
# Guess:    the duration of ISO 8601 that it reads, `PT1H`, as OData demands (durationValue of the ABNF).
# Happens:  Python's own text of a timedelta, `1:00:00`, beside an object's properties as in a list. Reading knows `PT1H`,
#           but a negative duration, which OData allows, is read as if nothing had come.
# Bitten:   who sets a duration with this SDK, or reads an object and sends it back; who takes what it sent for a format.
. "$(dirname "$0")/kit.bash"
pypi_packages microsoft-kiota-abstractions==1.16.0 microsoft-kiota-serialization-json==1.16.0
cat >duration.py <<'PY'
import sys
from datetime import timedelta
from kiota_serialization_json.json_parse_node import JsonParseNode
from kiota_serialization_json.json_serialization_writer import JsonSerializationWriter

def written(value):
    writer = JsonSerializationWriter()
    writer.write_timedelta_value("length", value)
    return writer.get_serialized_content().decode()

def read(text):
    return JsonParseNode(text).get_timedelta_value()

print({"write": lambda text: written(read(text)), "read": lambda text: repr(read(text))}[sys.argv[1]](sys.argv[2]))
PY
seen 'PT1H, read and written:' "$(venv/bin/python duration.py write PT1H)" '{"length": "1:00:00"}'
seen 'P30D, read and written:' "$(venv/bin/python duration.py write P30D)" '{"length": "30 days, 0:00:00"}'
seen 'PT15M, read:' "$(venv/bin/python duration.py read PT15M)" 'datetime.timedelta(seconds=900)'
seen '-PT15M, read:' "$(venv/bin/python duration.py read -PT15M)" None

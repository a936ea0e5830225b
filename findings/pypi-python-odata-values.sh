#!/usr/bin/env bash
# Asked:    do Python's Decimal and datetime reach a service through python-odata as they are?
# Guess:    a Decimal with all its digits, as in a filter; a datetime the same way in a filter and in a body.
# Happens:  in a body a Decimal goes through a binary fraction: 9007199254740993 is sent as 9007199254740992.0, while the filter
#           has all digits. A datetime without zone gets a Z in a body, and none in a filter, where the literal without an
#           offset is none of Edm.DateTimeOffset.
# Bitten:   who stores amounts and then looks for them; who filters by times that they stored with the same variable.
. "$(dirname "$0")/kit.bash"
pypi_packages python-odata==0.8.1
cat >values.py <<'PY'
import sys
from datetime import datetime
from decimal import Decimal
from odata.entity import declarative_base
from odata.property import DatetimeProperty, DecimalProperty, IntegerProperty

class Thing(declarative_base()):
    __odata_type__ = "s.Thing"
    __odata_collection__ = "Things"
    id = IntegerProperty("ID", primary_key=True)
    price = DecimalProperty("Price")
    at = DatetimeProperty("At")

name, value = {
    "price": ("price", Decimal("9007199254740993")),
    "time": ("at", datetime(2024, 7, 1, 12)),
}[sys.argv[1]]
declared = Thing.__dict__[name]
print(declared.serialize(value), "|", declared == value)
PY
seen 'Decimal("9007199254740993") in a body | in a filter:' "$(venv/bin/python values.py price)" \
    '9007199254740992.0 | Price eq 9007199254740993'
seen 'datetime(2024, 7, 1, 12) in a body | in a filter:' "$(venv/bin/python values.py time)" \
    '2024-07-01T12:00:00Z | At eq 2024-07-01T12:00:00'

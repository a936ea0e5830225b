#!/usr/bin/env bash
# Asked:    is `Size in (1)` a filter?
# Guess:    yes, by the grammar (inExpr and listExpr of the OData ABNF 4.01): a list of one value.
# Happens:  odata-query, which translates filters to Django, SQLAlchemy and SQL, refuses it at the closing parenthesis.
#           With a comma before that, as Python writes tuples of one, it is taken: `Size in (1,)`, which is not OData.
# Bitten:   clients that write a list as `in` however long it is: it works until the list has one value.
. "$(dirname "$0")/kit.bash"
pypi_packages odata-query==0.10.0
cat >read.py <<'PY'
import sys
from odata_query.exceptions import ODataException
from odata_query.grammar import ODataLexer, ODataParser
try:
    tree = ODataParser().parse(ODataLexer().tokenize(sys.argv[1]))
    print([item.val for item in tree.right.val])
except ODataException as error:
    print(type(error).__name__)
PY
seen 'Size in (1,2):' "$(venv/bin/python read.py 'Size in (1,2)')" "['1', '2']"
seen 'Size in (1):' "$(venv/bin/python read.py 'Size in (1)')" ParsingException
seen 'Size in (1,):' "$(venv/bin/python read.py 'Size in (1,)')" "['1']"

#!/usr/bin/env bash
# Asked:    does the PageIterator of Graph's core library for Python go on behind a page without items?
# Guess:    yes: a page may be empty and have a next link (OData 4.01 Protocol section 11.2.6.7), as Graph's are where a
#           filter leaves nothing of one; the JavaScript client goes on.
# Happens:  it stops there, without an error: what the further pages hold is never seen.
# Bitten:   who counts, copies or deletes "all" items with it.
. "$(dirname "$0")/kit.bash"
graph_core
cat >all.py <<'PY'
import asyncio, sys
from graph import Item, Page, adapter, serve
from msgraph_core.tasks.page_iterator import PageIterator

middle = [{"id": "b"}] if sys.argv[1] == "full" else []
def answer(handler):
    if handler.path == "/things?page=2":
        return 200, {"value": middle, "@odata.nextLink": f"{url}/things?page=3"}
    return 200, {"value": [{"id": "c"}]}

url = serve(answer)
seen = []
pages = PageIterator(Page([Item("a")], f"{url}/things?page=2"), adapter)
asyncio.run(pages.iterate(lambda item: seen.append(item.id) or True))
print(" ".join(seen))
PY
seen 'three pages of one item each:' "$(venv/bin/python all.py full)" 'a b c'
seen 'the second page is empty:' "$(venv/bin/python all.py empty)" a

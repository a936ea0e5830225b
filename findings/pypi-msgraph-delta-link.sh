#!/usr/bin/env bash
# Asked:    what is `delta_link` of the PageIterator of Graph's core library for Python after the last page of a delta query?
# Guess:    the link that this page has, with which the next round begins.
# Happens:  it is empty: it is read once, of the page that the iterator was made with, and there by a name that no typed page
#           has. `next_link` stays that of the first page, too.
# Bitten:   who synchronises with it: each round begins from nothing.
. "$(dirname "$0")/kit.bash"
graph_core
cat >round.py <<'PY'
import asyncio
from graph import Item, Page, adapter, serve
from msgraph_core.tasks.page_iterator import PageIterator

url = serve(lambda _: (200, {"value": [{"id": "b"}], "@odata.deltaLink": f"{url}/things/delta?token=1"}))
seen = []
def each(item):
    seen.append(item.id)
    return True

async def rounds():
    pages = PageIterator(Page([Item("a")], f"{url}/things/delta?page=2"), adapter)
    await pages.iterate(each)
    whole = PageIterator(Page([Item("a")], None, f"{url}/things/delta?token=1"), adapter)
    print(" ".join(seen), repr(pages.delta_link), pages.next_link.removeprefix(url), repr(whole.delta_link))

asyncio.run(rounds())
PY
seen 'items; delta link and next link after two pages; delta link of a single page:' "$(venv/bin/python round.py)" \
    "a b '' /things/delta?page=2 ''"

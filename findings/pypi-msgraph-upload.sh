#!/usr/bin/env bash
# Asked:    does LargeFileUploadTask of Graph's core library for Python send all of a file that takes more than one slice?
# Guess:    yes, for both services that Graph has upload sessions for.
# Happens:  for neither. Where the service answers as OneDrive does, `{"nextExpectedRanges": ["10-"]}`, the second slice fails in
#           reading that range. Where it answers as Outlook does, `{"NextExpectedRanges": ["10"]}`, the first slice is sent again
#           as if it were the last, and the upload ends as a success. A range with an end, `10-24`, works,
#           but the last slice is sent twice.
# Bitten:   who uploads large files or attachments with it: an error, or a file that is not there.
. "$(dirname "$0")/kit.bash"
graph_core
cat >upload.py <<'PY'
import asyncio, io, sys
from datetime import datetime, timezone
from graph import adapter, serve
from msgraph_core.models import LargeFileUploadSession
from msgraph_core.tasks.large_file_upload import LargeFileUploadTask

sent = []
def answer(handler):
    handler.rfile.read(int(handler.headers["Content-Length"]))
    range, total = handler.headers["Content-Range"].removeprefix("bytes ").split("/")
    sent.append(range)
    first = int(range.split("-")[1]) + 1
    if first == int(total):
        return 201, {"id": "x"}
    expiry = "2099-01-01T00:00:00Z"
    return {
        "open": (202, {"expirationDateTime": expiry, "nextExpectedRanges": [f"{first}-"]}),
        "closed": (202, {"expirationDateTime": expiry, "nextExpectedRanges": [f"{first}-{int(total) - 1}"]}),
        "outlook": (200, {"ExpirationDateTime": expiry, "NextExpectedRanges": [str(first)]}),
    }[sys.argv[1]]

session = LargeFileUploadSession(
    upload_url=f"{serve(answer)}/session",
    expiration_date_time=datetime(2099, 1, 1, tzinfo=timezone.utc),
)
task = LargeFileUploadTask(session, adapter, io.BytesIO(bytes(25)), max_chunk_size=10)
try:
    result = asyncio.run(task.upload())
    outcome = f"success, {result.item_response.decode()}"
except ValueError as error:
    outcome = f"ValueError: {error}"
print(*sent, outcome)
PY
seen '"nextExpectedRanges": ["10-24"]:' "$(venv/bin/python upload.py closed)" '0-9 10-20 21-24 21-24 success, {"id": "x"}'
seen '"nextExpectedRanges": ["10-"]:' "$(venv/bin/python upload.py open)" \
    "0-9 ValueError: invalid literal for int() with base 10: ''"
seen '"NextExpectedRanges": ["10"]:' "$(venv/bin/python upload.py outlook)" \
    '0-9 0-9 success, {"ExpirationDateTime": "2099-01-01T00:00:00Z", "NextExpectedRanges": ["10"]}'

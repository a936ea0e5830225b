"""Serves weather.csdl on loopback by odatapy, which keeps all in memory.

In: weather.csdl. Out: one line with the service's address, then replies until the process is ended, or its
standard input is closed.
"""

import json
import os
import sys
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from odatapy.data import ComplexValue, Entity, ValueType
from odatapy.edm.names import FullQualifiedName
from odatapy.edm.xml_io import XmlEdmProvider
from odatapy.errors import ODataApplicationException
from odatapy.server import OData
from odatapy.server.adapters import ODataWSGIApp
from odatapy.server.inmemory import InMemoryDataStore, InMemoryProcessor
from odatapy.server.processor import ActionProcessor, CustomETagSupport
from odatapy.server.serializer.json_serializer import (
    ComplexSerializerOptions,
    EntitySerializerOptions,
    PrimitiveSerializerOptions,
)

MOUNT = "/weather"
PAGE_SIZE = 3
# Parameters of `Echo` and `Recall` with more than one value.
COMPLEX, COLLECTION = "Place", "List"
ENUMERATIONS = "Sky", "Hazards"


class Visits(CustomETagSupport):
    """Changes of visits need `If-Match`."""

    def has_etag(self, entity_set_or_singleton):
        return entity_set_or_singleton.name == "Visits"


def echoed(values):
    """What was given, as the complex value `weather.Echo`."""
    echo = ComplexValue(type_name="weather.Echo")
    for name, value in values.items():
        entity = Entity()
        kind = ValueType.PRIMITIVE
        if name == COMPLEX and value is not None:
            kind = ValueType.COMPLEX
        if name == COLLECTION:
            kind = ValueType.COLLECTION_PRIMITIVE
        echo.properties.append(entity.set_property(name, value, kind))
    return echo


class Weather(InMemoryProcessor, ActionProcessor):
    """The entities as odatapy keeps them, and what the operations do."""

    def __init__(self, store):
        super().__init__(store, page_size=PAGE_SIZE)
        self.rung = 0
        self.register_function("weather.Latest", self.latest)
        self.register_function("weather.Named", self.named)
        self.register_function("weather.Recall", self.recall)
        self.register_function("weather.Wettest", self.wettest)

    def latest(self, target, part):
        start = part.typed_parameters.get("From") or 0
        readings = self.store.relation("Stations", self.key_text(target.entity), "Readings") or []
        return [reading for reading in readings if reading.get_value("Number") >= start]

    def named(self, target, part):
        names = json.loads(part.parameters["Names"])
        return sum(station.get_value("Name") in names for station in target.entities)

    def recall(self, _target, part):
        values = dict(part.typed_parameters)
        for name in ENUMERATIONS:
            # odatapy hands these on as they stand in the URL: weather.Sky'Fog'.
            literal = values.get(name)
            if isinstance(literal, str) and "'" in literal:
                values[name] = literal.split("'")[1]
        return echoed(values)

    def wettest(self, _target, _part):
        wet = [reading for reading in self.store.entities("Readings") if reading.get_value("Rain") is not None]
        return max(wet, key=lambda reading: reading.get_value("Rain"), default=None)

    def key_text(self, station):
        return self._key_of(self.service_metadata.edm.get_entity_set("Stations"), station)

    def process_action(self, request, response, uri_info, request_ct, response_ct):
        edm = self.service_metadata.edm
        last = uri_info.last_resource
        action = last.action
        if action is None:
            action = edm.get_action(FullQualifiedName.parse(last.action_import.action))
        given = self.odata.create_deserializer(request_ct).action_parameters(edm, action, request.body)
        values = {name: given[name].value if name in given else None for name in action.parameter_names}
        serializer = self._serializer(response_ct, request)
        name = action.full_qualified_name.name
        if name == "Echo":
            context = self._context(request, "weather.Echo")
            options = ComplexSerializerOptions(context_url=context, type_fqn="weather.Echo")
            body = serializer.complex(edm, echoed(values), options)
        elif name == "Ring":
            self.rung += 1
            context = self._context(request, "Edm.Int32")
            options = PrimitiveSerializerOptions(context_url=context, type_fqn="Edm.Int32")
            body = serializer.primitive(self.rung, options, edm)
        elif name == "Fail":
            raise ODataApplicationException("The alarm failed", 409, code="Alarm")
        else:
            target = self._walk(request, uri_info.resource_parts[:-1], for_write=True)
            station = target.entity
            station.set_property("Name", values.get("Name", "closed"), ValueType.PRIMITIVE, "Edm.String")
            if name == "Close":
                response.set_status(204)
                return
            context = self._context(request, "Stations/$entity")
            options = EntitySerializerOptions(context_url=context)
            body = serializer.entity(edm, target.entity_type, station, options)
        self._write(request, response, body, response_ct)


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass

    def get_environ(self):
        # odatapy takes the path as it was sent, which wsgiref keeps to itself.
        return {**super().get_environ(), "RAW_URI": self.path}


def entity(type_name, **values):
    """An entity of primitive values and enumeration members, which odatapy's queries take by name."""
    made = Entity(type=type_name)
    for name, value in values.items():
        made.set_property(name, value, ValueType.PRIMITIVE)
    return made


def seeds():
    """What is there at first."""
    skies = [("Clear", "Ice"), ("Fog", "Ice,Flood"), ("Fog", "Storm"), ("Clouds", "Flood")]
    readings = [
        entity("weather.Reading", Code="seed", Number=number, Sky=sky, Hazards=hazards, Counter=number)
        for number, (sky, hazards) in enumerate(skies, 1)
    ]
    office = entity("weather.Office", Name="Head office")
    empty = {name: [] for name in ("Stations", "Instruments", "Photos", "Visits")}
    return {**empty, "Readings": readings, "Office": [office]}


def application():
    odata = OData.new_instance()
    provider = XmlEdmProvider.from_file(Path(__file__).parent / "weather.csdl")
    handler = odata.create_handler(odata.create_service_metadata(provider))
    store = InMemoryDataStore()
    for name, entities in seeds().items():
        store.set_entities(name, entities)
    handler.register(Weather(store))
    handler.register(Visits())
    return ODataWSGIApp(handler, mount_path=MOUNT)


def main():
    server = make_server("127.0.0.1", 0, application(), server_class=Server, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}{MOUNT}", flush=True)
    sys.stdin.read()
    os._exit(0)


main()

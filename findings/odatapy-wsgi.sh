#!/usr/bin/env bash
# Asked:    what is the key of /Things('50%2525')? By RFC 3986 it is 50%25, decoded once.
# Guess:    50%25, whichever WSGI server it is: PEP 3333 has them all decode the path, as PATH_INFO.
# Happens:  with a server that gives RAW_URI or REQUEST_URI beside it, it is 50%25. With one that gives PATH_INFO alone,
#           such as wsgiref of Python's own library, odatapy decodes that once more: 50%.
# Bitten:   services that are moved from one server to another, and tests on wsgiref: entities with a percent sign before
#           two hexadecimal digits in the key are not found.
. "$(dirname "$0")/kit.bash"
model='<EntityType Name="Thing"><Key><PropertyRef Name="ID"/></Key><Property Name="ID" Type="Edm.String" Nullable="false"/>
</EntityType>
<Function Name="Echo"><Parameter Name="It" Type="Edm.String"/><ReturnType Type="Edm.String"/></Function>
<EntityContainer Name="C">
  <EntitySet Name="Things" EntityType="s.Thing"/><FunctionImport Name="Echo" Function="s.Echo"/>
</EntityContainer>'
value() {
    body "$url/Echo(It='50%2525')" | grep -o '"value":.*'
}
serve_odatapy <<<"$model"
seen "the parameter 50%2525, where the server gives RAW_URI:" "$(value)" '"value":"50%25"}'
stop
PATH_INFO_ALONE=1 serve_odatapy <<<"$model"
seen "where it gives PATH_INFO alone:" "$(value)" '"value":"50%"}'

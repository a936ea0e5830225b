#!/usr/bin/env bash
# Asked:    can a body whose schema is an object be sent in another media type than JSON, as Kubernetes takes `application/yaml`?
# Guess:    yes; what Prism cannot read, it does not judge.
# Happens:  Prism reads bodies of `application/json` and `+json` alone, and holds the text of any other against the schema: whatever is
#           sent is refused as "must be object". Where the schema says "string", any YAML passes.
# Bitten:   who tests clients against Prism, on every operation that takes objects in YAML, such as all patches of Kubernetes.
. "$(dirname "$0")/kit.bash"
body() {
    printf '{"post":{"requestBody":{"required":true,"content":{"%s":{"schema":%s}}},"responses":{"200":{"description":"Done"}}}}' "$1" "$2"
}
object='{"type":"object","required":["size"],"properties":{"size":{"type":"integer"}}}'
serve_prism <<JSON
{"openapi":"3.0.3","info":{"title":"Notes","version":"1"},"paths":{
"/json":$(body application/json "$object"),
"/patch":$(body application/merge-patch+json "$object"),
"/yaml":$(body application/yaml "$object"),
"/apply":$(body application/apply-patch+yaml "$object"),
"/text":$(body application/yaml '{"type":"string"}')}}
JSON
sent() { curl -s -m 30 -o /dev/null -w '%{http_code}' -X POST -H "Content-Type: $2" --data "$3" "$url/$1"; }
seen "Prism, an object as application/json:" "$(sent json application/json '{"size": 3}')" 200
seen "Prism, the same as application/merge-patch+json:" "$(sent patch application/merge-patch+json '{"size": 3}')" 200
seen "Prism, the same as application/yaml:" "$(sent yaml application/yaml 'size: 3')" 422
seen "Prism, JSON, which is YAML too, as application/yaml:" "$(sent yaml application/yaml '{"size": 3}')" 422
seen "Prism, as application/apply-patch+yaml:" "$(sent apply application/apply-patch+yaml 'size: 3')" 422
seen "Prism, YAML where the schema is a string:" "$(sent text application/yaml 'size: 3')" 200

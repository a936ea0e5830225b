#!/usr/bin/env bash
# Asked:    can an object with a property `minPrice` be sent in a query with style "deepObject"?
# Guess:    yes, as `filter[minPrice]=3`: names are compared as they are.
# Happens:  Prism puts the names of all query parameters in lower case before it reads them: the object has a property `minprice`,
#           and lacks the one that is required, however it is spelled. A parameter `Page` is met by `page` too.
# Bitten:   who tests clients against Prism, on every description whose objects in queries have capitals; and who trusts it to
#           find a misspelled parameter.
. "$(dirname "$0")/kit.bash"
operation() {
    printf '{"get":{"parameters":[{"in":"query","required":true,%s}],"responses":{"200":{"description":"Done"}}}}' "$1"
}
object() {
    printf '"name":"filter","style":"deepObject","explode":true,"schema":{"type":"object","required":["%s"],' "$1"
    printf '"properties":{"%s":{"type":"integer"}}}' "$1"
}
serve_prism <<JSON
{"openapi":"3.0.3","info":{"title":"Notes","version":"1"},"paths":{
"/capital":$(operation "$(object minPrice)"),
"/small":$(operation "$(object minprice)"),
"/page":$(operation '"name":"Page","schema":{"type":"integer"}')}}
JSON
seen "Prism, filter[minPrice]=3 for minPrice:" "$(status "$url/capital?filter[minPrice]=3")" 422
seen "Prism, filter[minprice]=3 for minPrice:" "$(status "$url/capital?filter[minprice]=3")" 422
seen "Prism, filter[minprice]=3 for minprice:" "$(status "$url/small?filter[minprice]=3")" 200
seen "Prism, page=3 for Page:" "$(status "$url/page?page=3")" 200

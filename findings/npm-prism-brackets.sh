#!/usr/bin/env bash
# Asked:    which texts of a list of objects, and of a list within alternatives, fit a form whose description says "deepObject"?
# Guess:    brackets for both: `rooms[0][beds]=2` and `stay[days][0]=3`, as Stripe documents its forms, whose description has
#           both constructs.
# Happens:  Prism refuses a list of objects in brackets with 415, and asks for JSON in the form; it looks for brackets only where
#           a schema says itself that it is an object or a list, so that a required list behind `anyOf` counts as missing.
# Bitten:   who tests clients of Stripe, and services like it, against Prism: what the service takes is refused.
. "$(dirname "$0")/kit.bash"
operation() {
    printf '{"post":{"requestBody":{"required":true,"content":{"application/x-www-form-urlencoded":{"encoding":%s,"schema":%s}}},' "$1" "$2"
    printf '"responses":{"200":{"description":"Done"}}}}'
}
deep='{"style":"deepObject","explode":true}'
beds='{"type":"object","properties":{"beds":{"type":"integer"}}}'
days='{"type":"array","items":{"type":"integer"}}'
stay() {
    printf '{"type":"object","properties":{"stay":{"type":"object","required":["days"],"properties":{"days":%s}}}}' "$1"
}
serve_prism <<JSON
{"openapi":"3.0.3","info":{"title":"Inn","version":"1"},"paths":{
"/room":$(operation "{\"room\":$deep}" "{\"type\":\"object\",\"properties\":{\"room\":$beds}}"),
"/rooms":$(operation "{\"rooms\":$deep}" "{\"type\":\"object\",\"properties\":{\"rooms\":{\"type\":\"array\",\"items\":$beds}}}"),
"/days":$(operation "{\"stay\":$deep}" "$(stay "$days")"),
"/any":$(operation "{\"stay\":$deep}" "$(stay "{\"anyOf\":[$days,{\"type\":\"string\",\"enum\":[\"\"]}]}")")}}
JSON
seen "Prism, room[beds]=2, an object:" "$(status -d 'room[beds]=2' "$url/room")" 200
seen "Prism, rooms[0][beds]=2, a list of objects:" "$(status -d 'rooms[0][beds]=2' "$url/rooms")" 415
seen "Prism, stay[days][0]=3, a list:" "$(status -d 'stay[days][0]=3' "$url/days")" 200
seen "Prism, stay[days][0]=3, a list or an empty text:" "$(status -d 'stay[days][0]=3' "$url/any")" 422

#!/usr/bin/env bash
# Asked:    does `tags=a&tags=b` fit a form whose property `tags` is a list, by a description that says no more of it?
# Guess:    yes: without `encoding`, a list in a form is sent with style "form", exploded (OpenAPI 3.0.3, Encoding Object).
# Happens:  Prism reads the last value as text and refuses the list. Once the description repeats the default in `encoding`, it
#           takes the same body.
# Bitten:   who tests clients against Prism: most descriptions leave the default out, and each list in a form is an error.
. "$(dirname "$0")/kit.bash"
operation() {
    printf '{"post":{"requestBody":{"required":true,"content":{"application/x-www-form-urlencoded":{%s"schema":{"type":"object",' "$1"
    printf '"properties":{"tags":{"type":"array","items":{"type":"string"}}}}}}},"responses":{"200":{"description":"Done"}}}}'
}
serve_prism <<JSON
{"openapi":"3.0.3","info":{"title":"Notes","version":"1"},"paths":{
"/plain":$(operation ''),
"/said":$(operation '"encoding":{"tags":{"style":"form","explode":true}},')}}
JSON
seen "Prism, tags=a&tags=b, no encoding:" "$(status -d 'tags=a&tags=b' "$url/plain")" 422
seen "Prism, tags=a, no encoding:" "$(status -d 'tags=a' "$url/plain")" 422
seen "Prism, tags=a&tags=b, with the default as encoding:" "$(status -d 'tags=a&tags=b' "$url/said")" 200
seen "Prism, tags=a, with the default as encoding:" "$(status -d 'tags=a' "$url/said")" 200

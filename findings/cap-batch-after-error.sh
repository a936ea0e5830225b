#!/usr/bin/env bash
# Asked:    what becomes of the requests of a batch after one that fails, where no preference is sent?
# Guess:    the same in both formats of batches: they are not carried out, since going on is what the preference
#           `continue-on-error` asks for (OData Protocol 4.01, section 8.2.8.3).
# Happens:  in JSON they are carried out, in multipart they are not: the same requests have other effects. And only the
#           name of 4.0 is heard: `odata.continue-on-error=false` stops a JSON batch, `continue-on-error=false` does not.
# Bitten:   clients that put a delete after a check into one JSON batch and rely on the check's failure to stop it.
. "$(dirname "$0")/kit.bash"
serve_cap <<'CDS'
entity db.Things { key ID : Integer; }
service S @(path: 's') { entity Things as projection on db.Things; }
CDS
batch() {
    local id=$1
    shift
    body "$url/\$batch" -H "$json" "$@" -d "{\"requests\": [
        {\"id\": \"1\", \"method\": \"GET\", \"url\": \"Things(99)\"},
        {\"id\": \"2\", \"method\": \"POST\", \"url\": \"Things\", \"headers\": {\"content-type\": \"application/json\"},
         \"body\": {\"ID\": $id}}]}" >/dev/null
    status "$url/Things($id)"
}
multipart() {
    printf -- '--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n%s\r\n\r\n\r\n' 'GET Things(99) HTTP/1.1'
    printf -- '--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n'
    printf -- '--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: 2\r\n\r\n'
    printf 'POST Things HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{"ID": 4}\r\n--c--\r\n--b--\r\n'
}
seen "JSON: a failing GET, then POST of Things(1); GET of Things(1):" "$(batch 1)" 200
seen "the same with Prefer: odata.continue-on-error=false:" "$(batch 2 -H 'Prefer: odata.continue-on-error=false')" 404
seen "the same with Prefer: continue-on-error=false:" "$(batch 3 -H 'Prefer: continue-on-error=false')" 200
multipart | body "$url/\$batch" -H 'Content-Type: multipart/mixed; boundary=b' --data-binary @- >/dev/null
seen "multipart, without a preference:" "$(status "$url/Things(4)")" 404
multipart | body "$url/\$batch" -H 'Content-Type: multipart/mixed; boundary=b' -H 'Prefer: odata.continue-on-error' \
    --data-binary @- >/dev/null
seen "multipart, with Prefer: odata.continue-on-error:" "$(status "$url/Things(4)")" 200

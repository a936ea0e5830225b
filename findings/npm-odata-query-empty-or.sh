#!/usr/bin/env bash
# Asked:    what does the filter `{ or: [] }` select, as it comes of a list of conditions that happens to be empty?
# Guess:    nothing, since none of no conditions holds; or an error.
# Happens:  no $filter at all: everything is selected. `{ and: [{ A: 1 }, { or: [] }] }` loses that half in the same way.
#           An empty `in` is written as `Name in ()`, which no grammar of OData allows, so that servers refuse it.
# Bitten:   programs that show, change or delete what one of several conditions selects.
. "$(dirname "$0")/kit.bash"
npm_packages odata-query@8.1.0
cat >write.js <<'JS'
const { default: buildQuery } = require('odata-query');
console.log(JSON.stringify(buildQuery({ filter: JSON.parse(process.argv[2]) })));
JS
seen '{ or: [{ A: 1 }] }' "$(node write.js '{"or": [{"A": 1}]}')" '"?$filter=((A eq 1))"'
seen '{ or: [] }' "$(node write.js '{"or": []}')" '""'
seen '{ and: [{ A: 1 }, { or: [] }] }' "$(node write.js '{"and": [{"A": 1}, {"or": []}]}')" '"?$filter=((A eq 1))"'
seen '{ Name: { in: [] } }' "$(node write.js '{"Name": {"in": []}}')" '"?$filter=Name in ()"'

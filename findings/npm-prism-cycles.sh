#!/usr/bin/env bash
# Asked:    how long does Prism take to start with a document of 3 kB, whose eight schemas refer to each other?
# Guess:    as long as with any document of this size.
# Happens:  a minute of processor time is not enough, where it does at once without the references that lead back: it follows references along
#           all ways that there are, and remembers no schema that is part of a cycle. Each further schema multiplies the time.
# Bitten:   who tests clients against Prism, on descriptions such as Stripe's, with a cycle of 96 schemas: it did not start in ten
#           minutes.
. "$(dirname "$0")/kit.bash"
npm_packages @stoplight/prism-cli@5.8.3
cat >document.js <<'JS'
const [count, back] = process.argv.slice(2).map(Number);
const refer = (n) => ({ $ref: `#/components/schemas/S${n}` });
const schemas = {};
for (let own = 0; own < count; own++) {
    const properties = {};
    for (let other = back ? 0 : own + 1; other < count; other++) properties[`p${other}`] = refer(other);
    schemas[`S${own}`] = { type: 'object', properties };
}
const content = { 'application/json': { schema: refer(0) } };
const get = { responses: { 200: { description: 'Done', content } } };
console.log(JSON.stringify({
    openapi: '3.0.3', info: { title: 'Notes', version: '1' }, paths: { '/notes': { get } }, components: { schemas },
}));
JS
cat >starts.js <<'JS'
const { getHttpOperationsFromSpec } = require('@stoplight/prism-cli/dist/operations');
getHttpOperationsFromSpec(process.argv[2]).then((found) => console.log(found.length, 'operation'));
JS
starts() {
    node document.js "$1" "$2" >"$1-$2.json"
    (ulimit -t 60 && node starts.js "$1-$2.json") 2>/dev/null || echo "not within a minute"
}
seen "Prism, 8 schemas that refer to those behind them:" "$(starts 8 0)" "1 operation"
seen "Prism, 3 schemas that refer to each other:" "$(starts 3 1)" "1 operation"
seen "Prism, 8 schemas that refer to each other:" "$(starts 8 1)" "not within a minute"

#!/usr/bin/env bash
# Asked:    what does a second `.filter(…)` of Graph's JavaScript client do?
# Guess:    it adds a condition, as a second `.select(…)`, `.expand(…)` or `.orderby(…)` adds to the first; or it fails.
# Happens:  it takes the place of the first without a word. In the same way, of two custom parameters of one name in a path
#           the last one alone is sent.
# Bitten:   code that collects conditions along the way: it reads more than it means to.
. "$(dirname "$0")/kit.bash"
npm_packages @microsoft/microsoft-graph-client@3.0.7
cat >asks.js <<'JS'
const { Client } = require('@microsoft/microsoft-graph-client');
const middleware = {
    execute: async (context) => {
        const { request } = context;
        console.log(new URL(typeof request === 'string' ? request : request.url).search);
        context.response = Response.json({});
    },
};
const client = Client.initWithMiddleware({ middleware });
const ask = {
    select: () => client.api('/things').select('a').select('b'),
    expand: () => client.api('/things').expand('a').expand('b'),
    filter: () => client.api('/things').filter('a%20eq%201').filter('b%20eq%202'),
    path: () => client.api('/things?tag=a&tag=b'),
}[process.argv[2]];
ask().get();
JS
seen 'select a, select b:' "$(node asks.js select)" '?$select=a,b'
seen 'expand a, expand b:' "$(node asks.js expand)" '?$expand=a,b'
seen 'filter a eq 1, filter b eq 2:' "$(node asks.js filter)" '?$filter=b%20eq%202'
seen '/things?tag=a&tag=b:' "$(node asks.js path)" '?tag=b'

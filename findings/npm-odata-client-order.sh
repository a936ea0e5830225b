#!/usr/bin/env bash
# Asked:    what does `orderby('Name')` of @odata/client sort by?
# Guess:    by Name, ascending, as `$orderby=Name` does by the standard; two calls sort by two properties.
# Happens:  it sends `$orderby=Name desc`. A second call takes the place of the first, whereas a second select or expand adds.
#           `top(0)`, which asks for no item (to have the count alone), is left out, so that all items come.
# Bitten:   who pages by order: pages come from the wrong end; who counts by `top(0)`: the whole collection is sent.
. "$(dirname "$0")/kit.bash"
npm_packages @odata/client@2.21.10
cat >asks.js <<'JS'
const { ODataQueryParam } = require('@odata/client');
const ask = ODataQueryParam.newParam;
console.log({
    select: () => ask().select('A').select('B'),
    order: () => ask().orderby('Name'),
    ascending: () => ask().orderby('Name', 'asc'),
    orders: () => ask().orderby('Name').orderby('Size'),
    none: () => ask().top(0).count(true),
}[process.argv[2]]().toString('v4'));
JS
seen "select('A').select('B'):" "$(node asks.js select)" '$select=A,B'
seen "orderby('Name'):" "$(node asks.js order)" '$orderby=Name desc'
seen "orderby('Name', 'asc'):" "$(node asks.js ascending)" '$orderby=Name asc'
seen "orderby('Name').orderby('Size'):" "$(node asks.js orders)" '$orderby=Size desc'
seen 'top(0).count(true):' "$(node asks.js none)" '$count=true'

#!/usr/bin/env bash
# Asked:    what does an error of Graph's JavaScript client say when a gateway answered 502 with a page of HTML?
# Guess:    the status, and some of the page.
# Happens:  the status alone: the message is empty, and what is offered as the body is a stream that nobody has read. With
#           application/problem+json it is the same, although this is JSON.
# Bitten:   logs that print `error.message` or `JSON.stringify(error.body)`: an empty line, and `{}`.
. "$(dirname "$0")/kit.bash"
npm_packages @microsoft/microsoft-graph-client@3.0.7
cat >fails.js <<'JS'
const { Client } = require('@microsoft/microsoft-graph-client');
const [, , type, body] = process.argv;
const middleware = {
    execute: async (context) => {
        context.response = new Response(body, { status: 502, headers: { 'Content-Type': type } });
    },
};
Client.initWithMiddleware({ middleware }).api('/things').get().catch((error) => {
    const { statusCode, message, body: kept } = error;
    console.log(statusCode, JSON.stringify(message), typeof kept === 'string' ? kept : kept.constructor.name);
});
JS
seen 'application/json:' "$(node fails.js application/json '{"error": {"code": "c", "message": "m"}}')" \
    '502 "m" {"code":"c","message":"m"}'
seen 'text/html:' "$(node fails.js text/html '<h1>Bad gateway</h1>')" '502 "" ReadableStream'
seen 'application/problem+json:' "$(node fails.js application/problem+json '{"title": "t"}')" '502 "" ReadableStream'

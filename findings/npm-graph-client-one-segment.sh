#!/usr/bin/env bash
# Asked:    what does Graph's JavaScript client ask for when it is given a whole URL, such as that of a monitor or an upload?
# Guess:    that URL.
# Happens:  it is taken apart into host, version and path. Where the path is one segment, the version is put before it:
#           https://service.example/operation is asked for as https://service.example/v1.0/operation. With two segments the
#           URL stays as it is.
# Bitten:   services, mocks and proxies whose links are short; LargeFileUploadTask goes through the same code.
. "$(dirname "$0")/kit.bash"
npm_packages @microsoft/microsoft-graph-client@3.0.7
cat >asks.js <<'JS'
const { Client } = require('@microsoft/microsoft-graph-client');
const middleware = {
    execute: async (context) => {
        const { request } = context;
        console.log(typeof request === 'string' ? request : request.url);
        context.response = Response.json({});
    },
};
Client.initWithMiddleware({ middleware }).api(process.argv[2]).get();
JS
two=https://service.example/operations/7
seen "$two:" "$(node asks.js "$two")" "$two"
one=https://service.example/operation
seen "$one:" "$(node asks.js "$one")" https://service.example/v1.0/operation

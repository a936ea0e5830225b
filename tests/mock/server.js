// Serves tests/fixtures/shop.csdl on loopback by @sap-ux/fe-mockserver-core.
// In: the CSDL, and data/ with what the shop has at first. Out: one line with the address, then replies
// until the process is ended, or its standard input is closed.
'use strict';

const path = require('node:path');
const express = require('express');
const { default: MockServer } = require('@sap-ux/fe-mockserver-core');

const urlPath = '/shop/v1';

async function serve() {
    const server = new MockServer({
        services: [
            {
                urlPath,
                metadataPath: path.join(__dirname, '..', 'fixtures', 'shop.csdl'),
                mockdataPath: path.join(__dirname, 'data'),
                generateMockData: false,
                watch: false,
                noETag: true
            }
        ],
        annotations: []
    });
    await server.isReady;
    const app = express();
    app.use(server.getRouter());
    const listener = app.listen(0, '127.0.0.1', () => {
        console.log(`http://127.0.0.1:${listener.address().port}${urlPath}`);
    });
    process.stdin.on('close', () => process.exit(0)).resume();
}

serve().catch((error) => {
    console.error(error);
    process.exit(1);
});

// Serves depot.cds on loopback by SAP CAP with a database in memory.
// In: depot.cds, depot.js. Out: one line with the service's address, then replies until the process is ended,
// or its standard input is closed.
'use strict';

const cds = require('@sap/cds');
const express = require('express');

async function serve() {
    process.chdir(__dirname);
    cds.root = __dirname;
    await cds.plugins;
    const app = express();
    const listen = app.listen.bind(app);
    app.listen = () => listen(0, '127.0.0.1');
    const server = await cds.server({ from: ['depot.cds'], service: 'all', in_memory: true, app });
    const print = () => console.log(`http://127.0.0.1:${server.address().port}/odata/v4/depot`);
    server.listening ? print() : server.once('listening', print);
    process.stdin.on('close', () => process.exit(0)).resume();
}

serve().catch((error) => {
    console.error(error);
    process.exit(1);
});

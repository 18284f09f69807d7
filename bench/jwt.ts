/**
 * Measures what a `KeyObject` saves the authorizer: given a string, jsonwebtoken creates a key for
 * every token. The two variants alternate, so that noise on the machine affects both. Run with:
 * npx pnpm bench:jwt
 */
import jwt from 'jsonwebtoken';
import { createSecretKey, randomBytes } from 'node:crypto';

const ROUNDS = 20;
const TOKENS = 500;

const secret = randomBytes(32).toString('base64url');
const keys = { KeyObject: createSecretKey(Buffer.from(secret)), text: secret };
const token = jwt.sign({ sub: '1' }, secret, { algorithm: 'HS256', expiresIn: '7d' });

const spent = { KeyObject: 0, text: 0 };
for (let round = 0; round < ROUNDS; round += 1) {
  for (const kind of ['KeyObject', 'text'] as const) {
    const started = performance.now();
    for (let i = 0; i < TOKENS; i += 1) jwt.verify(token, keys[kind], { algorithms: ['HS256'] });
    spent[kind] += performance.now() - started;
  }
}

const each = (ms: number): string => `${((ms * 1_000) / (ROUNDS * TOKENS)).toFixed(1)} µs`;
console.log(`KeyObject ${each(spent.KeyObject)}, text ${each(spent.text)}`);
console.log(`ratio ${(spent.text / spent.KeyObject).toFixed(1)}`);

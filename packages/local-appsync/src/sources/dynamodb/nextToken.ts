import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SourceFault } from '../fault';
import { readItem, type Item } from './typedValues';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts and decrypts page tokens. A client can neither read nor forge one. A token is valid only
 * for the binding that issued it.
 */
export interface Tokens {
  seal(lastKey: Item | undefined): string | null;
  open(token: string | undefined): Item | undefined;
}

/** @param key 32 bytes */
export function tokensFor(key: Buffer, binding: string): Tokens {
  const associated = Buffer.from(binding, 'utf8');
  return {
    seal(lastKey) {
      if (!lastKey) return null;
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(associated);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(plain(lastKey))), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(token) {
      if (token === undefined) return undefined;
      try {
        const bytes = Buffer.from(token, 'base64');
        const iv = bytes.subarray(0, IV_BYTES);
        const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
        const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
          .setAAD(associated)
          .setAuthTag(tag);
        const opened = Buffer.concat([
          decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
          decipher.final(),
        ]);
        return readItem({ value: JSON.parse(opened.toString('utf8')), path: '$[nextToken]' });
      } catch {
        throw invalidToken();
      }
    },
  };
}

/** Key attributes are strings, numbers or binary. */
const plain = (key: Item) =>
  Object.fromEntries(Object.entries(key).map(([name, value]) => [name, plainValue(value)]));

const plainValue = (value: AttributeValue) =>
  value.B === undefined ? value : { B: Buffer.from(value.B).toString('base64') };

/** Type and message as recorded in aws-amplify/amplify-cli#3411. */
const invalidToken = () =>
  new SourceFault(
    'DynamoDB:UserIllegalArgumentException',
    'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: ' +
      'Invalid pagination token given.',
  );

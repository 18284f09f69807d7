import { expect, it } from 'vitest';
import { halfSipHash } from '../../resolvers/lib/halfSipHash';

/**
 * Hashes of the bytes 0, 1, 2, … up to a length, with the key 00 01 … 07. Test vectors of the
 * authors.
 */
const vectors: readonly (readonly [length: number, hash: string])[] = [
  [0, '218d1f59b9b83cc8'],
  [1, 'be552412f8387315'],
  [2, '064f39ef7c50eb57'],
  [3, 'ce0f1a45f7060679'],
  [4, 'd5e78a175be52ea1'],
  [5, 'cb9d7c3f2f3db580'],
  [7, 'ff202728b07bc684'],
  [8, 'edfee820bce4858c'],
  [16, '7336aad25f7bf3b5'],
  [63, '2ea63c71bf326087'],
];

const KEY = [0x03020100, 0x07060504];

const hex = (words: number[]): string => {
  const bytes = Buffer.alloc(8);
  words.forEach((word, i) => bytes.writeUInt32LE(word, 4 * i));
  return bytes.toString('hex');
};

it.each(vectors)('hashes %i bytes to the test vector of the authors', (length, hash) => {
  const bytes = Array.from({ length }, (_, i) => i);
  expect(hex(halfSipHash(KEY, [bytes]))).toBe(hash);
  expect(hex(halfSipHash(KEY, [bytes.slice(0, 3), [], bytes.slice(3)]))).toBe(hash);
});

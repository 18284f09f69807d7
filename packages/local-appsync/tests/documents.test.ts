import { describe, expect, it } from 'vitest';
import { createDocuments } from '../src/document/documents';
import { readSchema } from '../src/document/schema';

const api = readSchema('type Query { value(of: Int): String }', 'API_KEY');
const open = () => createDocuments(api, true);

const KIB = 1024;

/** A unique document of this length. */
const document = (name: string, length: number) => `query ${name} { value } #`.padEnd(length, name);

describe('documents', () => {
  it('that were parsed before are not parsed again', () => {
    const read = open();
    expect(read(document('a', 100))).toBe(read(document('a', 100)));
  });

  it('are evicted, least recently used first, when they exceed half a megabyte in total', () => {
    const read = open();
    const [a, b] = [document('a', 200 * KIB), document('b', 200 * KIB)];
    const first = [read(a), read(b)];
    read(document('c', 100 * KIB));
    // After this second read, the first is not the least recently used.
    expect(read(a)).toBe(first[0]);
    read(document('d', 100 * KIB));
    expect(read(a)).toBe(first[0]);
    expect(read(b)).not.toBe(first[1]);
  });

  it('that are longer than that are not cached, and evict nothing', () => {
    const read = open();
    const [short, long] = [document('a', 100), document('b', 600 * KIB)];
    const first = [read(short), read(long)];
    expect(read(long)).not.toBe(first[1]);
    expect(read(short)).toBe(first[0]);
  });

  it('that are invalid are not cached, because their errors may be far longer', () => {
    const read = open();
    const refusals = read('{ nothing }');
    expect(refusals).toHaveLength(1);
    expect(read('{ nothing }')).not.toBe(refusals);
  });
});

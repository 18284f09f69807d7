import { describe, expect, it } from 'vitest';
import { createDocuments } from '../src/document/documents';
import { readSchema } from '../src/document/schema';

const api = readSchema('type Query { value(of: Int): String }', 'API_KEY');
const open = () => createDocuments(api, true);

const KIB = 1024;

/** A document of its own, so long. */
const document = (name: string, length: number) => `query ${name} { value } #`.padEnd(length, name);

describe('documents', () => {
  it('that were read before are not read again', () => {
    const read = open();
    expect(read(document('a', 100))).toBe(read(document('a', 100)));
  });

  it('are forgotten, the oldest first, when all together are over half a megabyte', () => {
    const read = open();
    const [a, b] = [document('a', 200 * KIB), document('b', 200 * KIB)];
    const first = [read(a), read(b)];
    read(document('c', 100 * KIB));
    // Read once more, the first is not the oldest.
    expect(read(a)).toBe(first[0]);
    read(document('d', 100 * KIB));
    expect(read(a)).toBe(first[0]);
    expect(read(b)).not.toBe(first[1]);
  });

  it('that are longer than that are not kept, and nothing goes because of them', () => {
    const read = open();
    const [short, long] = [document('a', 100), document('b', 600 * KIB)];
    const first = [read(short), read(long)];
    expect(read(long)).not.toBe(first[1]);
    expect(read(short)).toBe(first[0]);
  });

  it('that do not fit are not kept: what is said about them may be far longer', () => {
    const read = open();
    const refusals = read('{ nothing }');
    expect(refusals).toHaveLength(1);
    expect(read('{ nothing }')).not.toBe(refusals);
  });
});

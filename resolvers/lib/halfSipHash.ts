/** Words are numbers from 0 to 2^32 - 1. */
const WORD = 4_294_967_296;

/** The weight of each byte in a word, least significant first. */
const WEIGHTS = [1, 256, 65_536, 16_777_216];

interface State {
  v0: number;
  v1: number;
  v2: number;
  v3: number;
}

interface Reading {
  state: State;
  /** The bytes since the last complete word. */
  word: number;
  /** Number of bytes read. */
  length: number;
}

/**
 * HalfSipHash-2-4 with 64 bits of output, the 32-bit sibling of SipHash: its output cannot be
 * predicted without the key. AppSync has no keyed hash, and this one needs only sums, rotations and
 * exclusive ors.
 *
 * @see https://github.com/veorq/SipHash
 * @param key two words
 * @param bytes in lists that AppSync's array functions visit completely, as `visitable` returns
 *   them
 * @returns two words
 */
export function halfSipHash(key: number[], bytes: number[][]): number[] {
  const start: Reading = { state: begun(key), word: 0, length: 0 };
  const { state, word, length } = bytes.reduce<Reading>(
    (before, part) => part.reduce<Reading>((reading, byte) => read(reading, byte), before),
    start,
  );
  const absorbed = absorb(state, (length % 256) * WEIGHTS[3]! + word);
  const first = rounds(rounds({ ...absorbed, v2: xor(absorbed.v2, 0xee) }));
  const second = rounds(rounds({ ...first, v1: xor(first.v1, 0xdd) }));
  return [xor(first.v1, first.v3), xor(second.v1, second.v3)];
}

const begun = ([k0, k1]: number[]): State => ({
  v0: k0!,
  v1: xor(k1!, 0xee),
  v2: xor(0x6c796765, k0!),
  v3: xor(0x74656462, k1!),
});

function read({ state, word, length }: Reading, byte: number): Reading {
  const place = length % 4;
  const longer = word + byte * WEIGHTS[place]!;
  return place === 3
    ? { state: absorb(state, longer), word: 0, length: length + 1 }
    : { state, word: longer, length: length + 1 };
}

function absorb(state: State, word: number): State {
  const mixed = rounds({ ...state, v3: xor(state.v3, word) });
  return { ...mixed, v0: xor(mixed.v0, word) };
}

/** Two rounds. */
const rounds = (state: State): State => round(round(state));

function round({ v0, v1, v2, v3 }: State): State {
  const a = sum(v0, v1);
  const b = xor(rotate(v1, 5), a);
  const c = sum(v2, v3);
  const d = xor(rotate(v3, 8), c);
  const e = sum(rotate(a, 16), d);
  const f = sum(c, b);
  return { v0: e, v1: xor(rotate(b, 13), f), v2: rotate(f, 16), v3: xor(rotate(d, 7), e) };
}

const sum = (a: number, b: number): number => (a + b) % WORD;

const xor = (a: number, b: number): number => (a ^ b) >>> 0;

const rotate = (a: number, bits: number): number => ((a << bits) | (a >>> (32 - bits))) >>> 0;

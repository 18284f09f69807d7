import fc from 'fast-check';

/** Strings of any characters except lone surrogates. Special characters occur often. */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.oneof(special, codePoint), maxLength });

const special = fc.constantFrom(
  ...'a Z 0 " \' \\ / { } [ ] ( ) : , . = % $ & ; < > # @'.split(' '),
  ...' \t\r\n\0\x7f\u0080\u2028\ufeff\uffff',
  '\u{1f469}\u200d\u{1f680}',
  'e\u0301',
);

/** Not a surrogate: those are between U+D800 and U+DFFF. */
const codePoint = fc
  .integer({ min: 0, max: 0x10_ffff - 0x800 })
  .map((value) => String.fromCodePoint(value < 0xd800 ? value : value + 0x800));

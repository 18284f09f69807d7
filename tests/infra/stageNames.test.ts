import { describe, expect, it } from 'vitest';
import { checkStageName, STAGE_MAX_LENGTH } from '../../infra/stageNames';

const refusal = (stage: string): string | undefined => {
  try {
    checkStageName(stage);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * All words that one typo makes of a word: a missing letter, an extra one, a different one, or two
 * swapped.
 */
function slips(word: string): string[] {
  const places = [...word].map((_, at) => [word.slice(0, at), word.slice(at)] as const);
  const letters = [...LETTERS];
  return [
    ...places.map(([before, [, ...after]]) => before + after.join('')),
    ...[...places, [word, ''] as const].flatMap(([before, after]) =>
      letters.map((letter) => before + letter + after),
    ),
    ...places.flatMap(([before, [, ...after]]) =>
      letters.map((letter) => before + letter + after.join('')),
    ),
    ...places.map(([before, [first = '', second = '', ...after]]) =>
      [before, second, first, ...after].join(''),
    ),
  ];
}

/** The names that a stage can have, except `prod`, which is protected. */
const unprotected = (names: Iterable<string>): string[] =>
  [...new Set(names)].filter((name) => name !== 'prod' && refusal(name) === undefined);

describe('the name of a stage', () => {
  it.each([
    ...[
      'dev',
      'preview',
      'prod',
      'ada',
      'pr1',
      'pr42',
      'pr1234',
      'test',
      'staging',
      'beta',
      'demo',
    ],
    ...['constructor', 'x'.repeat(STAGE_MAX_LENGTH)],
  ])('can be %s', (stage) => {
    expect(refusal(stage)).toBeUndefined();
  });

  it.each([
    ...['production', 'prods', 'prod2', 'prod-eu', 'Prod', 'PROD', 'Production'],
    ...[
      'prd',
      'PRD',
      'live',
      'Live',
      'pord',
      'prdo',
      'rpod',
      'pro',
      'product',
      'podr',
      'rpdo',
      'dorp',
      'pdr',
    ],
    ...['pprod', 'prood', 'xprod', 'prduction', 'porduction', 'Prodution', 'peodiction', 'p-rod'],
  ])('cannot be %s, which resembles prod', (stage) => {
    expect(refusal(stage)).toBe(
      `The stage "${stage}" would not be protected. Production is called "prod": use --stage prod, or choose another name.`,
    );
  });

  it('cannot be one or two typos away from prod', () => {
    const twice = slips('prod').flatMap((once) => [once, ...slips(once)]);
    expect(twice.length).toBeGreaterThan(50_000);
    // Two digits in place of letters are a pull request's stage. Two swapped letters with another
    // one inserted between them are the only pair of typos that the distance counts as three.
    const others = /^(pr[1-9]\d?|r\wpod|po\wrd|prd\wo)$/;
    expect(unprotected(twice).filter((name) => !others.test(name))).toEqual([]);
  });

  it('cannot be up to two typos away from production', () => {
    const once = slips('production');
    const twice = once.filter((_, at) => at % 10 === 0).flatMap(slips);
    expect(twice.length).toBeGreaterThan(10_000);
    expect(unprotected([...once, ...twice])).toEqual([]);
  });

  it.each(['Dev', 'PREVIEW', 'ada-lovelace', 'ada_l', '2fast', 'ada lovelace', ''])(
    'cannot be "%s", which has an invalid format',
    (stage) => {
      expect(refusal(stage)).toBe(
        `The stage "${stage}" must consist of lowercase letters and digits, and start with a letter: use --stage <name>.`,
      );
    },
  );

  it('is rejected with its length when it is too long for resource names', () => {
    expect(refusal('x'.repeat(21))).toBe(
      `The stage "${'x'.repeat(21)}" has 21 characters. Use at most 20, which fit into resource names.`,
    );
  });
});

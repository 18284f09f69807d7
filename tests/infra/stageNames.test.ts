import { describe, expect, it } from 'vitest';
import { frontendOf } from '../../infra/frontends';
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

/** What a word becomes by one slip: a letter too few, too many, another one, or two in the wrong order. */
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

/** Those of some names that a stage can have; `prod` itself is protected. */
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
  ])('is not %s, which means prod', (stage) => {
    expect(refusal(stage)).toBe(
      `The stage "${stage}" would not be protected. Production is called "prod": use --stage prod, or choose another name.`,
    );
  });

  it('is nothing that one or two slips make of prod', () => {
    const twice = slips('prod').flatMap((once) => [once, ...slips(once)]);
    expect(twice.length).toBeGreaterThan(50_000);
    // Two digits in place of letters are the name of a pull request's stage. A letter between two that
    // changed places is the one pair of slips that the distance counts as three.
    const others = /^(pr[1-9]\d?|r\wpod|po\wrd|prd\wo)$/;
    expect(unprotected(twice).filter((name) => !others.test(name))).toEqual([]);
  });

  it('is nothing that up to two slips make of production', () => {
    const once = slips('production');
    const twice = once.filter((_, at) => at % 10 === 0).flatMap(slips);
    expect(twice.length).toBeGreaterThan(10_000);
    expect(unprotected([...once, ...twice])).toEqual([]);
  });

  it.each(['Dev', 'PREVIEW', 'ada-lovelace', 'ada_l', '2fast', 'ada lovelace', ''])(
    'is not "%s", which no name may look like',
    (stage) => {
      expect(refusal(stage)).toBe(
        `The stage "${stage}" must consist of lowercase letters and digits, and start with a letter: use --stage <name>.`,
      );
    },
  );

  it('is refused with the number when it is too long for the names of resources', () => {
    expect(refusal('x'.repeat(21))).toBe(
      `The stage "${'x'.repeat(21)}" has 21 characters; at most 20 fit into the names of its resources.`,
    );
  });
});

describe('the frontend of a stage', () => {
  it('is its own, or that of a developer’s machine', () => {
    expect(frontendOf('prod')).toBe('https://works-on-my.cloud');
    expect(frontendOf('preview')).toBe('https://preview.works-on-my.cloud');
    for (const stage of ['dev', 'ada', 'constructor']) {
      expect(frontendOf(stage)).toBe('http://localhost:4321');
    }
  });
});

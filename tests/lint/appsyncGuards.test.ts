import { describe, expect, it } from 'vitest';
import { problems } from './problems';

const evaluates = (name: string) =>
  `AppSync may evaluate this even if \`${name}\` is null: use \`?.\`, \`? :\` or \`if\`.`;

describe('a right operand cannot rely on the test in its left operand', () => {
  it.each([
    ['reading a member', 'export const a = b && b.c', 'b'],
    ['reading a member', 'export const a = !b || b.c', 'b'],
    ['reading a member', 'export const a = b != null && b.c', 'b'],
    ['reading a member', 'export const a = b?.c && b.d', 'b'],
    ['reading a member', 'export const a = ctx.error && ctx.error.type === "x"', 'ctx.error'],
    ['reading a member', 'export const a = ctx.source! && ctx.source.id', 'ctx.source'],
    ['reading a member', 'export const a = (b as B | null) && b!.c', 'b'],
    ['reading a member', 'export const a = isFine(b) && b.c', 'b'],
    ['reading a member', 'export const a = b && (c || b.d)', 'b'],
    ['reading a member', 'export const a = b && c && b.d', 'b'],
    ['ordering', 'if (from && to && to > 1) fail()', 'to'],
    ['ordering', 'export const a = !from || date >= from', 'from'],
    ['calculating', 'export const a = b && b * 2', 'b'],
    ['calculating', 'export const a = b && 2 + b', 'b'],
    ['spreading', 'export const a = b && [...b]', 'b'],
    ['spreading', 'export const a = b && { ...b }', 'b'],
    ['reading a member', 'export const a = b.kind === "c" && b.c.d', 'b.c'],
    ['reading a member', 'export const a = b.kind !== "c" || b.c.d', 'b.c'],
    ['reading a member', 'export const a = b.isFine && b.c.d', 'b.c'],
    ['reading a member', 'export const a = !b.fault && b.c.d.e', 'b.c'],
    ['reading a member', 'export const a = b.c.kind === "d" && e && b.c.d.f', 'b.c.d'],
    ['reading a member', 'export const a = ctx.args.b.isC && ctx.args.b.c.d', 'ctx.args.b.c'],
    ['calculating', 'export const a = b.kind === "c" && b.c * 2', 'b.c'],
    ['spreading', 'export const a = b.kind === "c" && [...b.c]', 'b.c'],
    ['reading a member', 'const has = b != null; export const a = has && b.c', 'b'],
    ['reading a member', 'const isC = b.kind === "c"; export const a = isC && b.c.d', 'b.c'],
  ])('when %s: %s', (_, code, name) => {
    expect(problems('appsync-guards', code)).toEqual([evaluates(name)]);
  });

  it.each([
    'export const a = b.length > 0 && b[0].c',
    'export const a = b.length > 0 && b[0]!.c',
    'export const a = b ?? c[d].e',
    'export const a = b["c"] && b["c"].d',
  ])('when reading a member of an element: %s', (code) => {
    expect(problems('appsync-guards', code)).toEqual([
      'AppSync may evaluate this even if the element is missing: use `?.`, `? :` or `if`.',
    ]);
  });
});

describe('a right operand cannot use a value that can be null by itself', () => {
  it.each([
    'export const a = b ?? c!.d',
    'export const a = b || (c?.d).e',
    'export const a = b || (c ?? null).d',
    'export const a = b ?? (c || undefined).d',
    'export const a = b && (c ? d : null).e',
    'export const a = b && (c as C)!.d',
    'export const a = b ?? ((c ?? null) as C).d',
    'export const a = b ?? null.c',
    'export const a = b ?? [...c!]',
    'export const a = b ?? { ...(c && d) }',
    'export const a = b ?? c! * 2',
    'export const a = (b && c).d ?? (e && f).g',
  ])('%s', (code) => {
    expect(problems('appsync-guards', code)).toEqual([
      'AppSync may evaluate this even if its operand is null: use `?.`, `? :` or `if`.',
    ]);
  });
});

it.each([
  'export const a = c!.d ?? b',
  'export const a = b ? c!.d : e',
  'export const a = b ?? (c ?? d).e',
  'export const a = b ?? c!',
  'export const a = ctx.error && ctx.args.b',
  'export const a = ctx.stash.isDone || ctx.stash.b.length > 0',
  'export const a = b.c > 0 && b.d.e',
  'export const a = d && d',
  'const has = 1; export const a = has && b.c',
  'let has = b != null; export const a = has && c.d',
  'export const a = b && b?.c',
  'export const a = b?.c.d ?? null',
  'export const a = b ? b.c : null',
  'if (b) c = b.d',
  'export const a = b && c.d',
  'export const a = b.c && b.d',
  'export const a = b.c > 0 && b.d > 0',
  'export const a = b < 1 || b > 100',
  'export const a = b && b === c',
  'export const a = b && !b',
  'export const a = b && [b, { b }]',
  'export const a = b && `${b}`',
  'export const a = c.b && b.d',
  'export const a = { b: 1 } && b.d',
  'export const a = list.some((each) => each) && list.length',
  'export const a = b && c.map((each) => b.d)',
  'export const a = b && c[0]?.d',
])('accepts the right operand in %s', (code) => {
  expect(problems('appsync-guards', code)).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { problems } from './problems';

describe('code for AppSync', () => {
  it.each([
    ['throw new Error("no")', ['`throw`: end the handler with `fail`', '`Error`']],
    ['export const a = [1].includes(1)', ['`includes`']],
    ['export const a = "1".padStart(2)', ['`padStart`']],
    ['export const a = [1].at(0)', ['`at`']],
    ['export const a = [1].toSorted()', ['`toSorted`']],
    ['export const a = Date.now()', ['`Date`']],
    ['export const a = new Map()', ['`Map`']],
    ['export const a = parseInt("1")', ['`parseInt`']],
    ['export const a = Array.isArray([])', ['`Array`']],
    ['export const a = Object.fromEntries([])', ['`Object.fromEntries`']],
    ['export const a = Math.pow(2, 2)', ['`Math.pow`']],
    ['export const a = fetch("/")', ['`fetch`']],
    ['export const a = process.env', ['`process`']],
    ['console.debug("a")', ['`console.debug`']],
  ])('rejects %s', (code, missing) => {
    expect(problems('appsync-builtins', code)).toEqual(
      missing.map((name) => expect.stringContaining(`AppSync's runtime has no ${name}`)),
    );
  });

  it.each([
    'export const a = [1, 2].map((n) => n + 1).reverse().join(",")',
    'export const a = "a-b".split("-").findLastIndex((s) => s.startsWith("b"))',
    'export const a = Object.entries({}).length + Math.floor(Math.random())',
    'export const a = JSON.parse(JSON.stringify({})).includes',
    'export const Date = (s) => s; export const a = Date("2026")',
    'export const a = util.time.nowISO8601()',
    'console.error("a", NaN, undefined)',
  ])('accepts %s', (code) => {
    expect(problems('appsync-builtins', code)).toEqual([]);
  });
});

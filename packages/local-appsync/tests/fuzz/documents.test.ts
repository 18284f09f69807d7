import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenQuery, nesting, validRequest } from './documents';
import { expectAnswer, givenTypedApi, post } from './given';
import { expectNoFaults } from './faults';
import { holds, partsOf, RUNS_TOTAL, seeded } from './holds';

expectNoFaults();

describe(seeded('documents'), () => {
  const api = givenTypedApi();

  it.each(partsOf('validDocuments'))(
    'that are valid return what they select, and nothing else ($number of $total)',
    (part) =>
      holds(part, validRequest, async ({ body, data }) => {
        const { body: answer } = await post(api, JSON.stringify(body));
        expect(String(answer)).toBe(JSON.stringify({ data }));
      }),
  );

  it.each(partsOf('brokenDocuments'))('that are broken are answered ($number of $total)', (part) =>
    holds(
      part,
      fc.record({
        query: brokenQuery,
        operationName: fc.option(fc.constantFrom('Named', '', '__proto__'), { freq: 3 }),
        variables: fc.option(
          fc.dictionary(fc.constantFrom('v0', 'v1', '__proto__'), fc.jsonValue()),
        ),
      }),
      async (request) => {
        expectAnswer(await post(api, JSON.stringify(request)));
      },
    ),
  );

  it.each(partsOf('nestedDocuments'))('that nest deeply are answered ($number of $total)', (part) =>
    holds(part, nesting, async ({ before, open, times, close }) => {
      const query = before + open.repeat(times) + close.repeat(times);
      expectAnswer(await post(api, JSON.stringify({ query })));
    }),
  );
});

it('there are 10,000 runs in total', () => {
  expect(RUNS_TOTAL).toBeGreaterThanOrEqual(10_000);
});

import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { body, headers } from './bodies';
import { expectAnswer, givenTypedApi, post } from './given';
import { expectNoFaults } from './faults';
import { holds, partsOf, seeded } from './holds';

expectNoFaults();

/** Its response is long enough to be compressed. */
const LONG =
  '{"query":"{ tree { ...T children { ...T children { ...T } } } } fragment T on Tree { id name at note tags grid parent { id name at note tags grid } }"}';

describe(seeded('requests'), () => {
  const api = givenTypedApi();

  it.each(partsOf('bodies'))('with any body are answered ($number of $total)', (part) =>
    holds(part, body, async (text) => {
      expectAnswer(await post(api, text));
    }),
  );

  it.each(partsOf('headers'))('with any headers are answered ($number of $total)', (part) =>
    holds(part, headers, async (fields) => {
      const answer = await post(api, LONG, fields);
      expect(answer.status).toBe(200);
      const isZipped = answer.headers['content-encoding'] === 'gzip';
      expectAnswer(isZipped ? { ...answer, body: gunzipSync(answer.body) } : answer);
    }),
  );
});

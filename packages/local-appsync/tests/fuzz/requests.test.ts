import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { body, headers } from './bodies';
import { expectAnswer, givenApi, post } from './given';
import { expectNoFaults } from './faults';
import { holds, seeded } from './holds';

expectNoFaults();

/** Its answer is long enough to be compressed. */
const LONG =
  '{"query":"{ tree { ...T children { ...T children { ...T } } } } fragment T on Tree { id name at note tags grid parent { id name at note tags grid } }"}';

describe(seeded('requests'), () => {
  const api = givenApi();

  it('with any body are answered', () =>
    holds('bodies', body, async (text) => {
      expectAnswer(await post(api, text));
    }));

  it('with any headers are answered', () =>
    holds('headers', headers, async (fields) => {
      const answer = await post(api, LONG, fields);
      expect(answer.status).toBe(200);
      const isZipped = answer.headers['content-encoding'] === 'gzip';
      expectAnswer(isZipped ? { ...answer, body: gunzipSync(answer.body) } : answer);
    }));
});

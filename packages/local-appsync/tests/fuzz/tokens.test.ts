import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../src/api';
import type { AuthorizerConfig } from '../../src/access/authorizer';
import { linkResources } from '../../../../local/resources';
import { expectAnswer, givenTypedApi, post } from './given';
import { expectNoFaults } from './faults';
import { holds, partsOf, seeded } from './holds';
import { claim, JWT_SECRET, sign } from './tokens';

expectNoFaults();

const BODY = '{"query":"{ leaf { id } }"}';

describe(seeded('tokens'), () => {
  let api: Api;
  beforeAll(async () => {
    const url = 'http://localhost';
    linkResources({ url, frontendUrl: url, dynamoEndpoint: url, jwtSecret: JWT_SECRET });
    const { handler } = await import('../../../../functions/authorizer');
    api = givenTypedApi(handler as AuthorizerConfig['handler']);
  });

  it.each(partsOf('tokens'))(
    'of every kind are answered, and only valid ones are authorized ($number of $total)',
    async (part) => {
      const signed = await sign(BODY);
      await holds(part, claim(signed), async ({ headers, isTrue }) => {
        const answer = await post(api, BODY, headers);
        expect(answer.status).toBe(isTrue ? 200 : 401);
        expectAnswer(answer);
      });
    },
  );
});

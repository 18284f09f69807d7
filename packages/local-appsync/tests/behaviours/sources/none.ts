import { noneSource } from '../../../src/sources/none';
import { documented, GUIDE, unconfirmed, type Area, type Behaviour } from '../behaviour';
import { givenDefinition } from '../given';
import { ANSWER, asks, gives, schemaOf } from './answers';

const given = givenDefinition({
  schema: schemaOf(['ask']),
  sources: { none: noneSource },
  resolvers: {
    'Query.ask': {
      source: 'none',
      code: `export function request(ctx) { return JSON.parse(ctx.args.request); } ${ANSWER}`,
    },
  },
});

const REFERENCE = documented(`${GUIDE}resolver-reference-none-js.html`);
const NOT_SAID = unconfirmed(
  `${REFERENCE.at} has a payload in each request; without one, the result is empty`,
);

export const none: Area = {
  title: 'NONE',
  behaviours: (
    [
      [
        'object',
        'returns the payload of a request',
        { payload: { a: [1] } },
        { a: [1] },
        REFERENCE,
      ],
      ['text', 'returns a payload that is a string', { payload: 'a' }, 'a', REFERENCE],
      ['false', 'returns a payload that is false', { payload: false }, false, REFERENCE],
      ['null', 'returns null for a null payload', { payload: null }, null, REFERENCE],
      ['absent', 'returns null for a request without a payload', {}, null, NOT_SAID],
      ['no-request', 'returns null without a request', null, null, NOT_SAID],
    ] as const
  ).map(([name, says, request, result, source]): Behaviour => ({
    id: `NONE-payload-${name}`,
    says,
    source,
    given,
    exchanges: [asks('ask', request, gives(result))],
  })),
};

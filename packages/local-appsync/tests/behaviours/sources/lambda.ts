import { lambdaSource, type Timer } from '../../../src/sources/lambda';
import {
  documented,
  GUIDE,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Given,
  type Source,
} from '../behaviour';
import { givenDefinition } from '../given';
import { ANSWER, asks, fails, gives, refuses, schemaOf, throws, type Answer } from './answers';

const REFERENCE = documented(`${GUIDE}resolver-reference-lambda-js.html`);
const TEMPLATE = documented(`${GUIDE}resolver-mapping-template-reference-lambda.html`);
const TUTORIAL = documented(`${GUIDE}tutorial-lambda-resolvers-js.html`);
const INVOKE = documented('https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html');
const NODE = documented('https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html');

class OwnError extends Error {
  override readonly name = 'OwnError';
}

const circular: Record<string, unknown> = {};
circular['self'] = circular;

const thrown = (value: unknown) => (): never => {
  throw value;
};

/** Effects of the function, by the payload that names them. */
const effects: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  number: () => 0,
  date: () => ({ at: new Date(0) }),
  'undefined member': () => ({ a: 1, b: undefined }),
  promise: () => Promise.resolve('later'),
  error: thrown(new Error('I fail. always')),
  rejection: () => Promise.reject(new Error('later')),
  'own error': thrown(new OwnError('mine')),
  'empty error': thrown(new Error()),
  'thrown text': thrown('a text'),
  'thrown object': thrown({ reason: 'x' }),
  'thrown undefined': thrown(undefined),
  circular: () => circular,
  bigint: () => ({ n: 1n }),
  large: () => 'x'.repeat(6_291_555),
  never: () => new Promise(() => undefined),
};

const isEffect = (payload: unknown): payload is string =>
  typeof payload === 'string' && Object.hasOwn(effects, payload);

/** A function that remembers the last event. */
function givenFunction() {
  let tell: (event: unknown) => void = () => undefined;
  const heard = new Promise((resolve) => {
    tell = resolve;
  });
  return (payload: unknown): unknown => {
    if (isEffect(payload)) return effects[payload]!();
    if (payload === 'what was heard') return heard;
    if (Array.isArray(payload) && payload[0] === 'hear') tell(payload);
    return payload;
  };
}

/** A clock that runs so fast that every call takes 30 seconds. */
const fast: Timer = (milliseconds, then) => {
  if (milliseconds <= 30_000) setImmediate(then);
  return () => undefined;
};

/** A clock that has not reached 30 seconds when a call ends. */
const slow: Timer = (milliseconds, then) => {
  if (milliseconds < 30_000) setImmediate(then);
  return () => undefined;
};

const raw = {
  code: `export function request(ctx) { return JSON.parse(ctx.args.request); } ${ANSWER}`,
};

const given: Given = () =>
  givenDefinition({
    schema: schemaOf(['ask', 'late', 'early', 'repeat']),
    sources: {
      lambda: lambdaSource(givenFunction()),
      fast: lambdaSource(givenFunction(), fast),
      slow: lambdaSource(givenFunction(), slow),
      counting: lambdaSource((text: string) => text.length),
    },
    resolvers: {
      'Query.ask': { ...raw, source: 'lambda' },
      'Query.late': { ...raw, source: 'fast' },
      'Query.early': { ...raw, source: 'slow' },
      'Query.repeat': {
        source: 'counting',
        code: `
          export function request(ctx) {
            const { letter, times, ...rest } = JSON.parse(ctx.args.request);
            let text = letter;
            for (const i of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]) {
              text = text + text;
            }
            return { ...rest, payload: text.slice(0, times) };
          }
          ${ANSWER}
        `,
      },
    },
  })();

const invoke = (payload: unknown, answer: Answer, field = 'ask') =>
  asks(field, { operation: 'Invoke', payload }, answer);

const unhandled = (message: string, name = 'Error'): Answer =>
  throws('Lambda:Unhandled', message, name);

type Case = Omit<Behaviour, 'given'>;

const refused = (
  [
    ['operation-missing', {}, "Value for field '$[operation]' not found."],
    ['operation-unknown', { operation: 'Call' }, "Unsupported element '$[operation]'."],
    ['operation-case', { operation: 'invoke' }, "Unsupported element '$[operation]'."],
    [
      'member-unknown',
      { operation: 'Invoke', maxBatchSize: 5 },
      "Unsupported element '$[maxBatchSize]'.",
    ],
    [
      'type-unknown',
      { operation: 'Invoke', invocationType: 'DryRun' },
      "Value for field '$[invocationType]' not valid.",
    ],
    [
      'version-old',
      { version: '2017-02-28', operation: 'Invoke' },
      "Value for field '$[version]' not valid.",
    ],
    ['text', 'Invoke', "Value for field '$' not valid."],
    ['null', null, "Value for field '$' not valid."],
  ] as const
).map(([name, request, message]): Case => ({
  id: `LAMBDA-request-${name}`,
  says: `does not invoke a function for \`${JSON.stringify(request)}\``,
  source: unconfirmed(
    `it does not have the shape of ${TEMPLATE.at}; the message is that of DynamoDB requests`,
  ),
  exchanges: [asks('ask', request, refuses(message))],
}));

const payloads = (
  [
    ['object', { payload: { field: 'getPost', arguments: { id: 1 } } }, REFERENCE],
    ['list', { payload: [1, 'a', null] }, REFERENCE],
    ['text', { payload: 'text' }, REFERENCE],
    ['synchronous', { payload: 1, invocationType: 'RequestResponse' }, REFERENCE],
    ['version', { payload: 1, version: '2018-05-29' }, TEMPLATE],
    ['null', { payload: null }, TEMPLATE],
  ] as const
).map(([name, request, source]): Case => ({
  id: `LAMBDA-payload-${name}`,
  says: `invokes a function with the payload of \`${JSON.stringify(request)}\``,
  source,
  exchanges: [asks('ask', { operation: 'Invoke', ...request }, gives(request.payload))],
}));

const results = (
  [
    ['undefined', 'undefined', null],
    ['null', 'null', null],
    ['number', 'number', 0],
    ['date', 'date', { at: '1970-01-01T00:00:00.000Z' }],
    ['undefined-member', 'undefined member', { a: 1 }],
    ['promise', 'promise', 'later'],
  ] as const
).map(([name, effect, result]): Case => ({
  id: `LAMBDA-result-${name}`,
  says: `returns \`${JSON.stringify(result)}\` when a function returns: ${effect}`,
  source: documented('https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html'),
  exchanges: [invoke(effect, gives(result))],
}));

const errors = (
  [
    ['thrown', 'error', 'I fail. always', 'Error', TUTORIAL],
    ['rejected', 'rejection', 'later', 'Error', TUTORIAL],
    ['own-class', 'own error', 'mine', 'OwnError', TUTORIAL],
    ['no-message', 'empty error', '', 'Error', NODE],
    ['text', 'thrown text', 'a text', 'string', NODE],
    ['object', 'thrown object', '[object Object]', 'object', NODE],
    ['nothing', 'thrown undefined', 'undefined', 'undefined', NODE],
    ['circular', 'circular', 'Unable to stringify response body', 'Error', NODE],
    ['bigint', 'bigint', 'Unable to stringify response body', 'Error', NODE],
  ] satisfies [string, string, string, string, Source][]
).map(([name, effect, message, ownName, source]): Case => ({
  id: `LAMBDA-error-${name}`,
  says: `returns Lambda:Unhandled with \`${message}\` for a function that ends with: ${effect}`,
  source,
  exchanges: [invoke(effect, unhandled(message, ownName))],
}));

const EVENT_MAX = 1_048_576;
const times = (letter: string, count: number, invocationType: string) => ({
  operation: 'Invoke',
  invocationType,
  letter,
  times: count,
});
const tooLarge = fails(
  'Lambda:RequestTooLargeException',
  `Request must be smaller than ${EVENT_MAX} bytes for the InvokeFunction operation`,
);

const sizes: Case[] = [
  {
    id: 'LAMBDA-size-event',
    says: 'sends an event smaller than 1 MB as JSON, and refuses a larger one',
    source: INVOKE,
    exchanges: [
      asks('repeat', times('x', EVENT_MAX - 3, 'Event'), gives(null)),
      asks('repeat', times('x', EVENT_MAX - 2, 'Event'), tooLarge),
    ],
  },
  {
    id: 'LAMBDA-size-bytes',
    says: 'measures a payload in bytes',
    source: INVOKE,
    exchanges: [
      asks('repeat', times('é', EVENT_MAX / 2 - 1, 'Event'), tooLarge),
      asks('repeat', times('é', EVENT_MAX / 2 - 2, 'Event'), gives(null)),
    ],
  },
  {
    id: 'LAMBDA-size-synchronous',
    says: 'invokes a function synchronously with a payload that is too large for an event',
    source: INVOKE,
    exchanges: [asks('repeat', times('x', EVENT_MAX, 'RequestResponse'), gives(EVENT_MAX))],
  },
  {
    id: 'LAMBDA-size-result',
    says: 'returns an error for a result larger than 6 MB',
    source: unconfirmed(`the limit is documented (${INVOKE.at}); many reports quote the message`),
    exchanges: [
      invoke(
        'large',
        unhandled('Response payload size exceeded maximum allowed payload size (6291556 bytes).'),
      ),
    ],
  },
];

const timeouts: Case[] = [
  {
    id: 'LAMBDA-timeout',
    says: 'returns Lambda:ExecutionTimeoutException after 30 seconds without a result',
    source: recorded('https://github.com/aws/aws-appsync-community/issues/386'),
    exchanges: [
      invoke(
        'never',
        throws('Lambda:ExecutionTimeoutException', 'Execution timed out.', null),
        'late',
      ),
    ],
  },
  {
    id: 'LAMBDA-timeout-not-yet',
    says: 'waits for a function until 30 seconds have passed',
    source: documented('https://docs.aws.amazon.com/general/latest/gr/appsync.html'),
    exchanges: [invoke('promise', gives('later'), 'early')],
  },
];

const event = (payload: unknown) => ({ operation: 'Invoke', invocationType: 'Event', payload });

const events: Case[] = [
  {
    id: 'LAMBDA-event-result',
    says: 'returns null for an event, and does not wait for the function',
    source: REFERENCE,
    exchanges: [asks('ask', event('never'), gives(null))],
  },
  {
    id: 'LAMBDA-event-payload',
    says: 'invokes the function of an event with its payload',
    source: REFERENCE,
    exchanges: [
      asks('ask', event(['hear', { a: 1 }]), gives(null)),
      invoke('what was heard', gives(['hear', { a: 1 }])),
    ],
  },
  {
    id: 'LAMBDA-event-error',
    says: 'returns null and no error for an event when its function fails',
    source: REFERENCE,
    exchanges: [asks('ask', event('error'), gives(null))],
  },
];

export const lambda: Area = {
  title: 'Lambda',
  behaviours: [
    ...refused,
    ...payloads,
    {
      id: 'LAMBDA-payload-absent',
      says: 'invokes a function with null when there is no payload',
      source: TEMPLATE,
      exchanges: [asks('ask', { operation: 'Invoke' }, gives(null))],
    } satisfies Case,
    ...results,
    ...errors,
    ...sizes,
    ...timeouts,
    ...events,
  ].map((each) => ({ ...each, given })),
};

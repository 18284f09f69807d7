import { expect } from 'vitest';
import { batchingLambdaSource, lambdaSource } from '../../../src/sources/lambda';
import { noneSource } from '../../../src/sources/none';
import {
  documented,
  GUIDE,
  unconfirmed,
  type Area,
  type Behaviour,
  type Given,
  type Source,
} from '../behaviour';
import { asked, givenDefinition } from '../given';
import { ANSWER, fails, gives, type Answer, throws } from './answers';
import { json } from './json';

const REFERENCE = documented(`${GUIDE}resolver-reference-lambda-js.html`);
const TUTORIAL = documented(`${GUIDE}tutorial-lambda-resolvers-js.html`);
const RESOLVER = documented(
  'https://docs.aws.amazon.com/appsync/latest/APIReference/API_Resolver.html',
);

interface Payload {
  readonly n: number;
  readonly effect: string;
}

const numbers = (payloads: readonly Payload[]) => payloads.map(({ n }) => n);

/** Effects of the function on a batch. `group` returns the batch of each payload. */
const effects: Readonly<Record<string, (payloads: readonly Payload[]) => unknown>> = {
  group: (payloads) => payloads.map(() => numbers(payloads)),
  nulls: (payloads) => payloads.map(() => null),
  undefined: (payloads) => payloads.map(() => undefined),
  tutorial: (payloads) =>
    payloads.map(({ n }) =>
      n === 2
        ? { data: null, errorMessage: 'Error Happened', errorType: 'ERROR' }
        : { data: [`of ${n}`] },
    ),
  fewer: () => [1],
  more: () => [1, 2, 3],
  none: () => [],
  nothing: () => undefined,
  object: () => ({ length: 2 }),
  fail: () => {
    throw new Error('I fail. always');
  },
  failFirst: (payloads) => {
    if (payloads.some(({ n }) => n === 1)) throw new Error('first');
    return numbers(payloads);
  },
};

/** Maximum numbers of payloads in a batch, by the name of their field. */
const SIZES = { off: 0, one: 1, two: 2, three: 3, ten: 10, otherTen: 10 };

const request = (rest: string) => `
  import { util } from '@aws-appsync/utils';
  export function request(ctx) {
    const payload = { n: ctx.source.n, effect: ctx.args.effect ?? 'group' };
    return { ${rest} };
  }
`;
const BATCH = request("operation: 'BatchInvoke', payload");
const ODD_ONE = request("operation: 'BatchInvoke', payload, ...(payload.n === 2 && { more: 1 })");

const given: Given = () => {
  let tell: (payloads: readonly number[]) => void = () => undefined;
  const heard = new Promise((resolve) => {
    tell = resolve;
  });
  const handler = (payloads: readonly Payload[]) => effects[payloads[0]!.effect]!(payloads);
  const fields = {
    ...Object.fromEntries(
      Object.keys(SIZES).map((name) => [name, { source: name, code: BATCH + ANSWER }]),
    ),
    standard: { source: 'standard', code: BATCH + ANSWER },
    single: { source: 'single', code: request("operation: 'Invoke', payload") + ANSWER },
    odd: { source: 'ten', code: ODD_ONE + ANSWER },
    event: {
      source: 'events',
      code: request("operation: 'BatchInvoke', invocationType: 'Event', payload") + ANSWER,
    },
    related: {
      source: 'ten',
      code: `
        ${BATCH}
        export function response(ctx) {
          const { error, result } = ctx;
          if (error) util.error(error.message, error.type);
          if (result.errorMessage) util.appendError(result.errorMessage, result.errorType, result.data);
          return result.data;
        }
      `,
    },
  };
  return givenDefinition({
    schema: `
      type Query { items(count: Int!): [Item], heard: AWSJSON }
      type Item { ${Object.keys(fields)
        .map((name) => `${name}(effect: String): AWSJSON`)
        .join(' ')} }
    `,
    sources: {
      none: noneSource,
      standard: lambdaSource(handler),
      single: batchingLambdaSource((payload: Payload) => payload.n, 10),
      events: batchingLambdaSource((payloads: readonly Payload[]) => {
        tell(numbers(payloads));
      }, 10),
      heard: lambdaSource(() => heard),
      ...Object.fromEntries(
        Object.entries(SIZES).map(([name, size]) => [name, batchingLambdaSource(handler, size)]),
      ),
    },
    resolvers: {
      'Query.items': {
        source: 'none',
        code: `
          export function request(ctx) { return { payload: null }; }
          export function response(ctx) {
            return [1, 2, 3, 4, 5, 6, 7].slice(0, ctx.args.count).map((n) => ({ n }));
          }
        `,
      },
      'Query.heard': {
        source: 'heard',
        code: `export function request(ctx) { return { operation: 'Invoke' }; } ${ANSWER}`,
      },
      ...Object.fromEntries(
        Object.entries(fields).map(([name, resolver]) => [`Item.${name}`, resolver]),
      ),
    },
  })();
};

/** The response for one field of this many items. */
const items = (count: number, field: string, effect: string, answers: readonly Answer[]) =>
  asked(`{ items(count: ${count}) { ${field}(effect: "${effect}") } }`, {
    data: { items: answers.map((answer) => ({ [field]: json(answer) })) },
  });

/** Batches of payloads, as the function returns them for each payload. */
const inLists = (...lists: readonly number[][]): Answer[] =>
  lists.flatMap((list) => list.map(() => gives(list)));

type Case = Omit<Behaviour, 'given'>;

const sizes = (
  [
    ['one-list', 'ten', 3, [[1, 2, 3]], RESOLVER],
    ['full-list', 'three', 3, [[1, 2, 3]], RESOLVER],
    ['rest', 'two', 5, [[1, 2], [3, 4], [5]], RESOLVER],
    ['size-1', 'one', 2, [[1], [2]], RESOLVER],
    [
      'off',
      'off',
      2,
      [[1], [2]],
      documented(`${GUIDE}resolver-mapping-template-reference-lambda.html`),
    ],
    [
      'size-default',
      'standard',
      7,
      [
        [1, 2, 3, 4, 5],
        [6, 7],
      ],
      documented(`${GUIDE}tutorial-lambda-resolvers.html`),
    ],
  ] satisfies [string, string, number, number[][], Source][]
).map(([name, field, count, lists, source]): Case => ({
  id: `LAMBDA-batch-${name}`,
  says: `invokes a function for ${count} items of a list as ${JSON.stringify(lists)}: batches of ${field}`,
  source,
  ...items(count, field, 'group', inLists(...lists)),
}));

const mismatched = (
  [
    ['fewer', '1 items'],
    ['more', '3 items'],
    ['none', '0 items'],
    ['nothing', 'no list'],
    ['object', 'no list'],
  ] as const
).map(([effect, got]): Case => ({
  id: `LAMBDA-batch-mismatch-${effect}`,
  says: `returns an error for each of two items when the function returns ${got}: ${effect}`,
  source: unconfirmed(
    `the list must match (${REFERENCE.at}); the error otherwise is not documented, so the type is Lambda’s`,
  ),
  ...items(
    2,
    'ten',
    effect,
    [1, 2].map(() =>
      fails(
        'Lambda:IllegalArgument',
        `The function must return a list of 2 items, one for each payload, and returned ${got}.`,
      ),
    ),
  ),
}));

const unhandled = (message: string) => throws('Lambda:Unhandled', message, 'Error');

export const lambdaBatches: Area = {
  title: 'Lambda: batches',
  behaviours: [
    ...sizes,
    {
      id: 'LAMBDA-batch-resolvers',
      says: 'batches the requests of different resolvers separately, even for the same source',
      source: REFERENCE,
      ...asked('{ items(count: 2) { ten otherTen odd } }', {
        data: {
          items: [
            { ten: json(gives([1, 2])), otherTen: json(gives([1, 2])), odd: json(gives([1])) },
            {
              ten: json(gives([1, 2])),
              otherTen: json(gives([1, 2])),
              odd: json(fails('MappingTemplate', "Unsupported element '$[more]'.")),
            },
          ],
        },
      }),
    },
    {
      id: 'LAMBDA-batch-invoke',
      says: 'does not batch an Invoke, regardless of the batch size',
      source: REFERENCE,
      ...items(2, 'single', 'group', [gives(1), gives(2)]),
    },
    {
      id: 'LAMBDA-batch-event',
      says: 'returns null for each item of an event batch, which the function receives as one batch',
      source: REFERENCE,
      exchanges: [
        ...items(2, 'event', 'group', [gives(null), gives(null)]).exchanges,
        ...asked('{ heard }', { data: { heard: json(gives([1, 2])) } }).exchanges,
      ],
    },
    {
      id: 'LAMBDA-batch-null',
      says: 'returns null for a null item of a batch',
      source: REFERENCE,
      ...items(2, 'ten', 'nulls', [gives(null), gives(null)]),
    },
    {
      id: 'LAMBDA-batch-undefined',
      says: 'returns null for an undefined item of a batch',
      source: documented('https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html'),
      ...items(2, 'ten', 'undefined', [gives(null), gives(null)]),
    },
    {
      id: 'LAMBDA-batch-answers',
      says: 'returns the result for an item unchanged, including errorMessage and errorType',
      source: TUTORIAL,
      ...items(2, 'ten', 'tutorial', [
        gives({ data: ['of 1'] }),
        gives({ data: null, errorMessage: 'Error Happened', errorType: 'ERROR' }),
      ]),
    },
    {
      id: 'LAMBDA-batch-item-error',
      says: 'allows the code to append an error for one item of a batch and to return the others',
      source: TUTORIAL,
      ...asked('{ items(count: 3) { related(effect: "tutorial") } }', {
        data: { items: [{ related: '["of 1"]' }, { related: null }, { related: '["of 3"]' }] },
        errors: [
          {
            path: ['items', 1, 'related'],
            data: null,
            errorType: 'ERROR',
            errorInfo: null,
            locations: [expect.anything()],
            message: 'Error Happened',
          },
        ],
      }),
    },
    {
      id: 'LAMBDA-batch-error',
      says: 'returns the error of the function for each item of a batch',
      source: TUTORIAL,
      ...items(2, 'ten', 'fail', [unhandled('I fail. always'), unhandled('I fail. always')]),
    },
    {
      id: 'LAMBDA-batch-error-list',
      says: 'does not return the error of one batch for the items of another',
      source: TUTORIAL,
      ...items(3, 'two', 'failFirst', [unhandled('first'), unhandled('first'), gives(3)]),
    },
    ...mismatched,
  ].map((each) => ({ ...each, given })),
};

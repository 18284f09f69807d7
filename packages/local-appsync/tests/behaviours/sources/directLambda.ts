import { batchingLambdaSource, lambdaSource } from '../../../src/sources/lambda';
import { noneSource } from '../../../src/sources/none';
import {
  documented,
  GUIDE,
  unconfirmed,
  type Area,
  type Behaviour,
  type Given,
} from '../behaviour';
import { asked, givenDefinition } from '../given';

const REFERENCE = documented(`${GUIDE}direct-lambda-reference.html`);

/** The parts of the context that the function below reads. */
interface DirectContext {
  arguments: { what?: string };
  source: { n: number } | null;
  stash: unknown;
  prev: unknown;
  info: { fieldName: string; selectionSetList: string[] };
}

class OwnError extends Error {
  override readonly name = 'OwnError';
}

class UnauthorizedException extends Error {
  override readonly name = 'UnauthorizedException';
}

function answer(context: DirectContext): unknown {
  const { stash, prev, source, info } = context;
  switch (context.arguments.what ?? '') {
    case 'keys':
      return Object.keys(context).sort().join(' ');
    case 'values':
      return JSON.stringify({ stash, prev, source, field: info.fieldName });
    case 'own error':
      throw new OwnError('mine');
    case 'unauthorized':
      throw new UnauthorizedException('My own words.');
    default:
      return { not: 'a text' };
  }
}

const given: Given = givenDefinition({
  schema: `
    type Query { direct(what: String): String count: Int pipeline(what: String): String numbers: [Number] }
    type Number { n: Int tens: Int }
  `,
  resolvers: {
    'Query.direct': { source: 'lambda' },
    'Query.count': { source: 'lambda' },
    'Query.pipeline': {
      functions: [{ name: 'first', source: 'lambda' }],
      code: `
        export function request(ctx) { ctx.stash.from = 'before'; return { before: true }; }
        export function response(ctx) { return ctx.prev.result; }
      `,
    },
    'Query.numbers': {
      source: 'none',
      code: `
        export const request = () => ({ payload: null });
        export const response = () => [{ n: 1 }, { n: 2 }, { n: 3 }];
      `,
    },
    'Number.tens': { source: 'batching' },
  },
  sources: {
    none: noneSource,
    lambda: lambdaSource(answer),
    batching: batchingLambdaSource(
      (contexts: DirectContext[]) => contexts.map(({ source }) => source!.n * 10 + contexts.length),
      2,
    ),
  },
});

const raised = (field: string, errorType: string, message: string) => ({
  data: { [field]: null },
  errors: [
    {
      path: [field],
      data: null,
      errorType,
      errorInfo: null,
      locations: [{ line: 1, column: 3, sourceName: null }],
      message,
    },
  ],
});

const behaviours: Behaviour[] = [
  {
    id: 'DIRECT-context',
    says: 'passes the whole context to a function without resolver code',
    source: REFERENCE,
    given,
    ...asked('{ direct(what: "keys") }', {
      data: { direct: 'arguments env identity info prev request source stash' },
    }),
  },
  {
    id: 'DIRECT-values',
    says: 'passes an empty stash and no previous result to the resolver of a root field',
    source: REFERENCE,
    given,
    ...asked('{ direct(what: "values") }', {
      data: { direct: '{"stash":{},"prev":null,"source":null,"field":"direct"}' },
    }),
  },
  {
    id: 'DIRECT-pipeline',
    says: 'passes the stash and the previous result to a function of a pipeline',
    source: REFERENCE,
    given,
    ...asked('{ pipeline(what: "values") }', {
      data: {
        pipeline:
          '{"stash":{"from":"before"},"prev":{"result":{"before":true}},"source":null,"field":"pipeline"}',
      },
    }),
  },
  {
    id: 'DIRECT-error',
    says: 'raises the error of a function under its own name',
    source: REFERENCE,
    given,
    ...asked('{ direct(what: "own error") }', raised('direct', 'OwnError', 'mine')),
  },
  {
    id: 'DIRECT-error-pipeline',
    says: 'ends a pipeline when a function without code throws',
    source: REFERENCE,
    given,
    ...asked('{ pipeline(what: "own error") }', raised('pipeline', 'OwnError', 'mine')),
  },
  {
    id: 'DIRECT-unauthorized',
    says: 'replaces the message of an UnauthorizedException',
    source: REFERENCE,
    given,
    ...asked(
      '{ direct(what: "unauthorized") }',
      raised('direct', 'UnauthorizedException', 'You are not authorized to make this call.'),
    ),
  },
  {
    id: 'DIRECT-type',
    says: 'returns the result unchanged, which must match the type of the field',
    source: unconfirmed('as for any value that a resolver returns'),
    given,
    ...asked('{ count }', {
      data: { count: null },
      errors: [
        {
          path: ['count'],
          locations: null,
          message: "Can't serialize value (/count) : Expected type 'Int' but was 'LinkedHashMap'.",
        },
      ],
    }),
  },
  {
    id: 'DIRECT-batch',
    says: 'passes lists of contexts to a function with a maxBatchSize',
    source: REFERENCE,
    given,
    ...asked('{ numbers { tens } }', {
      data: { numbers: [{ tens: 12 }, { tens: 22 }, { tens: 31 }] },
    }),
  },
];

export const directLambda: Area = { title: 'Lambda without code', behaviours };

import {
  loadCode,
  type Evaluation,
  type HandlerName,
  type HandlerContext,
} from '../../src/evaluator';

/** 2026-11-23T10:00:00.123Z */
export const NOW = 1_795_428_000_123;

export const emptyContext: HandlerContext = {
  arguments: {},
  source: null,
  identity: null,
  request: { headers: {}, domainName: null },
  info: {
    fieldName: '',
    parentTypeName: '',
    variables: {},
    selectionSetList: [],
    selectionSetGraphQL: '',
  },
  stash: {},
  prev: null,
  outErrors: [],
  env: {},
};

const IMPORTS = [
  "import { util, runtime, extensions } from '@aws-appsync/utils';",
  "import * as ddb from '@aws-appsync/utils/dynamodb';",
  '',
].join('\n');

/** Code with this body in its request handler, from line 4 on. */
export const withBody = (body: string): string =>
  `${IMPORTS}export function request(ctx) {\n${body}\n}\nexport const response = (ctx) => ctx.result;`;

/** Runs the body of a request handler. */
export function run(body: string, context: Partial<HandlerContext> = {}): Evaluation {
  return evaluate(withBody(body), 'request', context);
}

/** The value of one expression in a request handler. */
export function valueOf(expression: string, context: Partial<HandlerContext> = {}): unknown {
  const { result, raised, fault } = run(`return ${expression};`, context);
  if (raised) throw new Error(fault?.message ?? raised.message);
  return result;
}

export function evaluate(
  code: string,
  handler: HandlerName,
  context: Partial<HandlerContext> = {},
): Evaluation {
  return loadCode(code, 'test', { now: () => NOW }).evaluate(handler, {
    ...emptyContext,
    ...context,
  });
}

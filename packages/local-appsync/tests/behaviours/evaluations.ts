import { expect } from 'vitest';
import type { Behaviour, Exchange, Source } from './behaviour';
import type { Expected } from './codeCase';
import { givenDefinition, operation } from './given';

/** 2026-11-23T10:00:00.123Z: the time on the clock of every case. */
export const NOW = 1_795_428_000_123;

/** The result of a handler's code: one case in an API that many share. */
export interface Evaluation {
  readonly id: string;
  readonly says: string;
  readonly source: Source;
  /**
   * Statements of a response handler. `ctx`, `util`, `runtime`, `extensions` and `ddb` are in
   * scope.
   */
  readonly body: string;
  readonly outcome:
    | { readonly value: unknown }
    | { readonly answer: (field: string) => Exchange['answer']; readonly evaluated?: Expected }
    | 'mistake';
}

function shown(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}

/** An expression and its value, which may contain matchers. */
export const evaluates = (
  id: string,
  source: Source,
  expression: string,
  value: unknown,
): Evaluation => ({
  id,
  says: `evaluates ${shown(expression)} to ${shown(written(value))}`,
  source,
  body: `return ${expression};`,
  outcome: { value },
});

/** Statements that return a value. */
export const returns = (
  id: string,
  source: Source,
  says: string,
  body: string,
  value: unknown,
): Evaluation => ({ id, says, source, body, outcome: { value } });

/** An expression or statements that fail as any mistake in a handler does. */
export const fails = (id: string, source: Source, code: string, says?: string): Evaluation => ({
  id,
  says: says ?? `fails at ${shown(code)}`,
  source,
  body: code.endsWith(';') || code.endsWith('}') ? code : `return ${code};`,
  outcome: 'mistake',
});

/**
 * Statements, and the whole response for the field that runs them.
 *
 * @param evaluated result of EvaluateCode, when it can show one
 */
export const answersWith = (
  id: string,
  source: Source,
  says: string,
  body: string,
  answer: (field: string) => Exchange['answer'],
  evaluated?: Expected,
): Evaluation => ({ id, says, source, body, outcome: { answer, ...(evaluated && { evaluated }) } });

const written = (value: unknown): string =>
  value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? 'undefined');

/** One API with a field for each case, so that hundreds cost as much as one. */
export function evaluations(cases: readonly Evaluation[]): Behaviour[] {
  const names = cases.map(({ id }) => id.replaceAll('-', '_'));
  const given = givenDefinition({
    schema: `type Query { ${names.map((name) => `${name}: AWSJSON`).join('\n')} }`,
    resolvers: Object.fromEntries(
      cases.map(({ body }, index) => [
        `Query.${names[index]}`,
        { source: 'none', code: handlers(body) },
      ]),
    ),
  });
  return cases.map(({ id, says, source, outcome }, index) => {
    const name = names[index]!;
    const expected = expectedOf(outcome);
    return {
      id,
      says,
      source,
      given,
      exchanges: [
        {
          at: NOW,
          body: operation(`{ ${name} }`),
          answer: answerOf(outcome, name),
        },
      ],
      ...(expected && {
        evaluates: { code: handlers(cases[index]!.body), context: contextOf(name), expected },
      }),
    };
  });
}

/** The part of the request that the handlers of the field receive. */
const contextOf = (fieldName: string) => ({
  arguments: {},
  identity: { resolverContext: { userId: 'somebody' } },
  info: { fieldName, parentTypeName: 'Query', variables: {} },
});

/** The position in the code, and the name and message of the engine. */
const MISTAKE = /^code\.js:\d+:\d+: \w*Error: ./;

function expectedOf(outcome: Evaluation['outcome']): Expected | undefined {
  if (outcome === 'mistake') return { error: MISTAKE };
  return 'answer' in outcome ? outcome.evaluated : { value: outcome.value ?? null };
}

function answerOf(outcome: Evaluation['outcome'], name: string): Exchange['answer'] {
  if (outcome === 'mistake') return { body: mistake(name) };
  return 'answer' in outcome
    ? outcome.answer(name)
    : { body: { data: { [name]: json(outcome.value) } } };
}

const handlers = (body: string): string => `
  import { util, runtime, extensions } from '@aws-appsync/utils';
  import * as ddb from '@aws-appsync/utils/dynamodb';
  export function request(ctx) { return { payload: null }; }
  export function response(ctx) {
    ${body}
  }
`;

/** Error entry for the only field that was requested. Omitted properties are null. */
export const entry = (field: string, said: Record<string, unknown>, column = 3) => ({
  path: [field],
  data: null,
  errorType: null,
  errorInfo: null,
  locations: [{ line: 1, column, sourceName: null }],
  ...said,
});

/**
 * The error that clients receive for a mistake in code. (Reported in
 * aws/aws-appsync-community#328.)
 */
export const MISTAKE_ENTRY = { errorType: 'Code', message: expect.stringMatching(MISTAKE) };

/** The response to a mistake in the code of the only field that was requested. */
export const mistake = (field: string, column?: number) => ({
  data: { [field]: null },
  errors: [entry(field, MISTAKE_ENTRY, column)],
});

/** A field of type AWSJSON: this value as JSON text, or null. */
export function json(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const parsed = value instanceof RegExp ? expect.stringMatching(value) : value;
  return {
    $$typeof: Symbol.for('jest.asymmetricMatcher'),
    asymmetricMatch: (text: unknown) => {
      if (typeof text !== 'string') return false;
      try {
        expect(JSON.parse(text)).toEqual(parsed);
        return true;
      } catch {
        return false;
      }
    },
    toAsymmetricMatcher: () => `JSON of ${written(value)}`,
  };
}

import type { Behaviour, Source } from './behaviour';
import type { Refused } from './codeCase';
import { givenDefinition } from './given';

/** An API with one field that has this code. */
export const givenCode = (code: string) =>
  givenDefinition({
    schema: 'type Query { value: AWSJSON }',
    resolvers: { 'Query.value': { code, source: 'none' } },
  });

/** A body that stands on lines of its own from the third one on, without what leads to it. */
export const handlers = (body: string, response = '', imports = ''): string =>
  `import { util } from '@aws-appsync/utils';${imports}\nexport function request(ctx) {\n${body}\n}\n` +
  `export function response(ctx) { ${response} }`;

interface Place extends Refused {
  /** Of the local AppSync; AWS's may be counted from 0. */
  readonly column: number;
  /** The reason, in whole or as a pattern. */
  readonly reason?: string | RegExp;
}

/** Code that does not deploy. */
export function refuses(
  id: string,
  says: string,
  source: Source,
  code: string,
  { line, column, rule, reason = /.+/ }: Place,
): Behaviour {
  const words = typeof reason === 'string' ? escaped(reason) : reason.source;
  const end = rule ? ` ${escaped(`(${rule})`)}` : '';
  return {
    id,
    says,
    source,
    given: givenCode(code),
    exchanges: [],
    refusal: new RegExp(`^Query\\.value:${line ?? 1}:${column}: ${words}${end}$`),
    evaluates: {
      code,
      context: {},
      expected: { refused: { ...(line && { line }), ...(rule && { rule }) } },
    },
  };
}

/** A body of a request handler that does not deploy; its column on the third line. */
export const refusesBody = (
  id: string,
  says: string,
  source: Source,
  body: string,
  column: number,
  rule?: string,
  reason?: string | RegExp,
): Behaviour =>
  refuses(id, says, source, handlers(body), {
    line: 3,
    column,
    ...(rule && { rule }),
    ...(reason && { reason }),
  });

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

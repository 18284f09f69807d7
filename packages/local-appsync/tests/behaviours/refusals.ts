import type { Behaviour, Source } from './behaviour';
import type { Refused } from './codeCase';
import { givenDefinition } from './given';

/** An API with one field that has this code. */
export const givenCode = (code: string) =>
  givenDefinition({
    schema: 'type Query { value: AWSJSON }',
    resolvers: { 'Query.value': { code, source: 'none' } },
  });

/** Code with the body on separate lines from the third line on, without indentation. */
export const handlers = (body: string, response = '', imports = ''): string =>
  `import { util } from '@aws-appsync/utils';${imports}\nexport function request(ctx) {\n${body}\n}\n` +
  `export function response(ctx) { ${response} }`;

interface Place extends Refused {
  /** In the local AppSync. AWS may count from 0. */
  readonly column: number;
  /** The reason, in full or as a pattern. */
  readonly reason?: string | RegExp;
}

/** Code that fails to deploy. */
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

/** The body of a request handler that fails to deploy. Its column is on the third line. */
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

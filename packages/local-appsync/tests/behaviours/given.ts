import type { ApiDefinition } from '../../src/api';
import { smallApi } from '../givenApi';
import type { Behaviour, Given } from './behaviour';

/** A small API, unless a behaviour defines something else. */
export const givenDefinition =
  (definition: Pick<ApiDefinition, 'schema'> & Partial<ApiDefinition>): Given =>
  () => ({ resolvers: {}, ...smallApi, ...definition });

/** Handlers of a NONE source that respond with an expression of `ctx`. */
export const answers = (expression: string): { code: string; source: string } => ({
  source: 'none',
  code: `
    import { util, runtime } from '@aws-appsync/utils';
    export function request(ctx) { return { payload: null }; }
    export function response(ctx) { return ${expression}; }
  `,
});

/** The body of a request. */
export const operation = (query: string, variables: Record<string, unknown> = {}): string =>
  JSON.stringify({ query, variables });

/** One query, and the whole body of its response. */
export const asked = (
  query: string,
  body: unknown,
  variables: Record<string, unknown> = {},
): Pick<Behaviour, 'exchanges'> => ({
  exchanges: [{ body: operation(query, variables), answer: { body } }],
});

import { createApi, type Api, type ApiDefinition } from '../src/api';
import type { Caller } from '../src/access/auth';
import type { ErrorEntry } from '../src/errors';
import { noneSource } from '../src/sources/none';

/** Handlers that return an expression of `ctx`, through a NONE source. */
export const answers = (expression: string): string => `
  import { util, runtime } from '@aws-appsync/utils';
  export function request(ctx) { return { payload: null }; }
  export function response(ctx) { return ${expression}; }
`;

/** A small API: a NONE source, Lambda as the default mode, and an authorizer that accepts every request. */
export const smallApi = {
  sources: { none: noneSource },
  auth: {
    defaultMode: 'AWS_LAMBDA',
    apiKeys: [{ key: 'da2-fixture' }],
    authorizer: {
      handler: () =>
        Promise.resolve({ isAuthorized: true, resolverContext: { userId: 'somebody' } }),
    },
    iam: { accessKeyId: 'AKID', secretAccessKey: 'secret', region: 'ap-south-1' },
  },
} satisfies Partial<ApiDefinition>;

/** A small API, with anything else that a test defines. */
export const givenApi = (
  definition: Pick<ApiDefinition, 'schema' | 'resolvers'> & Partial<ApiDefinition>,
): Api => createApi({ ...smallApi, ...definition });

const somebody: Caller = {
  mode: 'AWS_LAMBDA',
  identity: { resolverContext: { userId: 'somebody' } },
  deniedFields: [],
};

/** Runs an operation in process, as a caller that the authorizer accepted. */
export async function ask(
  api: Api,
  query: string,
  caller: Caller = somebody,
): Promise<{ data: Record<string, unknown> | null; errors?: readonly ErrorEntry[] }> {
  const { result } = await api.execute(
    { query, variables: {} },
    { caller, headers: { 'x-custom': 'yes' } },
  );
  return JSON.parse(JSON.stringify(result)) as typeof result;
}

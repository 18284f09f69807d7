import {
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
} from 'graphql';
import { mayRead, notAuthorized } from './access';
import type { Caller } from './auth';
import type { ReadDocument } from './documents';
import { locationsOf, malformed, type ErrorEntry } from './errors';
import type { Headers, Operation } from './execute';
import {
  filterProblem,
  passesArguments,
  passesFilter,
  type EnhancedFilter,
} from './realtime/filters';
import type { Subscription } from './realtime/hub';
import { shaper, subscribedField } from './realtime/shape';
import { resolve, type Resolver } from './resolver';
import type { ApiSchema } from './schema';
import { selectionOf } from './selection';
import { variableEntry } from './serviceErrors';

/** Starts a subscription for a caller, or tells why not. */
export type Subscribe = (
  caller: Caller,
  operation: Operation,
  headers: Headers,
) => Promise<Subscription | { readonly errors: readonly ErrorEntry[] }>;

/**
 * Builds what starts subscriptions: the document must fit and ask for one field that is open to the
 * caller; the field's resolver, if it has one, runs once and may refuse or set filters.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 */
export function createSubscribe(
  api: ApiSchema,
  resolvers: ReadonlyMap<string, Resolver>,
  readDocument: ReadDocument,
): Subscribe {
  return async (caller, { query, operationName, variables }, headers) => {
    const document = readDocument(query);
    if (Array.isArray(document)) return { errors: document };
    const operation = getOperationAST(document, operationName);
    const [node, ...others] = operation?.selectionSet.selections ?? [];
    const type = api.schema.getSubscriptionType();
    if (operation?.operation !== 'subscription' || !type || others.length > 0) {
      throw malformed('Unable to parse GraphQL query.');
    }
    const { coerced, errors } = getVariableValues(
      api.schema,
      operation.variableDefinitions ?? [],
      variables,
    );
    if (errors) return { errors: errors.map((error) => variableEntry(error)) };
    const asked = subscribedField(api.schema, document, operationName, coerced);
    if (!asked || node?.kind !== Kind.FIELD) throw malformed('Unable to parse GraphQL query.');

    const at = locationsOf([node]);
    if (!mayRead(api, caller, type.name, asked.name)) {
      return { errors: [notAuthorized(type.name, asked.name, [asked.name], at)] };
    }
    const shape = shaper(api.schema, document, operationName, variables);
    const field = type.getFields()[asked.name]!;
    const resolver = resolvers.get(`${type.name}.${asked.name}`);
    const subscription = {
      field: asked.name,
      mutations: asked.mutations,
      accepts: (payload: unknown) => passesArguments(asked.args, payload),
      shape,
    };
    if (!resolver) return subscription;

    const { errors: raised, extensions } = await resolve(resolver, {
      arguments: getArgumentValues(field, node, coerced),
      source: null,
      identity: caller.identity,
      request: { headers: { ...headers }, domainName: null },
      info: {
        fieldName: asked.name,
        parentTypeName: type.name,
        variables,
        ...selectionOf({
          fieldNodes: [node],
          returnType: field.type,
          fragments: fragmentsOf(document),
        }),
      },
      env: {},
    });
    if (raised.length > 0) {
      return {
        errors: raised.map((error) => ({ ...error, path: [asked.name], locations: at })),
      };
    }
    // A filter of its own replaces that of the arguments; the evaluator has checked its limits.
    const filter = enhanced(extensions.subscriptionFilter);
    const invalidation = enhanced(extensions.invalidationFilter);
    return {
      ...subscription,
      ...(filter && { accepts: (payload: unknown) => passesFilter(filter, payload) }),
      ...(invalidation && {
        isInvalidatedBy: (payload: unknown) => passesFilter(invalidation, payload),
      }),
    };
  };
}

/** @throws Error for a filter that nothing may pass through: it must not become no filter at all */
function enhanced(filter: unknown): EnhancedFilter | undefined {
  if (filter === undefined || filter === null) return undefined;
  const problem = filterProblem(filter);
  if (problem !== null) throw new Error(`A subscription filter cannot be used: ${problem}`);
  return filter as EnhancedFilter;
}

const fragmentsOf = (document: DocumentNode): Record<string, FragmentDefinitionNode> =>
  Object.fromEntries(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  );

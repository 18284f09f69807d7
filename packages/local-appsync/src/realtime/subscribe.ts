import { createHash } from 'node:crypto';
import { getNamedType, getOperationAST, getVariableValues, isNonNullType } from 'graphql';
import { mayRead, notAuthorized } from '../access/access';
import type { Caller } from '../access/auth';
import { locationsOf, malformed, type ErrorEntry } from '../errors';
import type { Engine } from '../execution/execute';
import type { Operation } from '../document/operation';
import { fieldContext, type FieldContext, type Headers } from '../execution/fieldContext';
import { fragmentsOf } from '../document/fragments';
import { sizeEntry } from '../document/limits';
import { passesArguments, passesFilter } from './filters';
import type { Subscription } from './hub';
import { shaper, subscribedField } from './shape';
import { resolve, type Resolution, type Resolver } from '../execution/resolver';
import { startDeadline } from '../sources/deadline';
import { inTime } from '../execution/timeOut';
import { nullEntry, variablesEntry } from '../execution/serviceErrors';
import { unknownFieldEntry } from '../document/unknownFields';
import { variablesOf } from '../document/variables';

/** The resolution of a field without a resolver. */
const NOTHING: Pick<Resolution, 'value' | 'errors' | 'extensions'> = {
  value: null,
  errors: [],
  extensions: {},
};

/** Starts a subscription for a caller, or returns the errors that refuse it. */
export type Subscribe = (
  caller: Caller,
  operation: Operation,
  headers: Headers,
) => Promise<Subscription | { readonly errors: readonly ErrorEntry[] }>;

/**
 * Creates the function that starts subscriptions. The document must be valid and select one field
 * that the caller may read. The field's resolver, if it has one, runs once and may refuse the
 * subscription or set filters.
 *
 * On start, the field has the value that its resolver returned, which is never sent. Without such a
 * value it is null, and a subscription to a field with a non-null type is refused.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 * @see https://blog.purple-technology.com/lessons-learned-aws-appsync-subscriptions
 */
export function createSubscribe(engine: Engine): Subscribe {
  const { api, resolvers, readDocument, environment, timer } = engine;

  function run(resolver: Resolver, context: FieldContext): Promise<Resolution> {
    const deadline = startDeadline(timer);
    return inTime(deadline, () => resolve(resolver, context, context)).finally(deadline.cancel);
  }

  return async (caller, asSent, headers) => {
    const { query, operationName, variables } = asSent;
    const document = readDocument(query);
    if (Array.isArray(document)) return { errors: document };
    const operation = getOperationAST(document, operationName);
    const type = api.schema.getSubscriptionType();
    if (operation?.operation !== 'subscription' || !type) {
      throw malformed('Unable to parse GraphQL query.');
    }
    const tooLarge = sizeEntry(document, operation);
    if (tooLarge) return { errors: [tooLarge] };
    const unknown = unknownFieldEntry(api.schema, operation, variables);
    if (unknown) return { errors: [unknown] };
    const all = variablesOf(operation, variables);
    const { coerced, errors } = getVariableValues(
      api.schema,
      operation.variableDefinitions ?? [],
      all,
      { maxErrors: 1 },
    );
    if (errors) return { errors: [variablesEntry(errors)] };
    const asked = subscribedField(api, document, operationName, coerced);
    if (!asked) throw malformed('Unable to parse GraphQL query.');

    const at = locationsOf(asked.nodes);
    if (!mayRead(api, caller, type.name, asked.name)) {
      return { errors: [notAuthorized(type.name, asked.name, [asked.name], at)] };
    }
    const field = type.getFields()[asked.name]!;
    const context = fieldContext({ caller, headers }, variables, environment, {
      fieldName: asked.name,
      parentTypeName: type.name,
      arguments: { ...asked.args },
      source: null,
      fieldNodes: asked.nodes,
      returnType: field.type,
      fragments: fragmentsOf(document),
    });
    const wired = resolvers.get(`${type.name}.${asked.name}`);
    const {
      value,
      errors: raised,
      extensions,
    } = wired ? await run(wired.resolver, context) : NOTHING;
    if (raised.length > 0) {
      return {
        errors: raised.map((error) => ({ ...error, path: [asked.name], locations: at })),
      };
    }
    if (isNonNullType(field.type) && (value ?? null) === null) {
      return { errors: [nullEntry(getNamedType(field.type).name, type.name, [asked.name])] };
    }
    // Retain little: not the nodes of the field, which hold the selection passed to its resolver.
    const { name, args, mutations } = asked;
    // A resolver's filter replaces that of the arguments. The evaluator has checked its limits.
    const { subscriptionFilter: filter, invalidationFilter: invalidation } = extensions;
    return {
      field: name,
      mutations,
      shape: shaper(api, caller, document, operationName, all),
      shapeKey: shapeKey(caller, asSent),
      accepts: (payload: unknown) =>
        filter ? passesFilter(filter, payload) : passesArguments(args, payload),
      ...(invalidation && {
        isInvalidatedBy: (payload: unknown) => passesFilter(invalidation, payload),
      }),
      document,
      ownLength: JSON.stringify([variables, filter, invalidation]).length,
    };
  };
}

/**
 * A key for everything that the shape of a payload depends on. No resolver runs for an event, so
 * the caller's identity is irrelevant. Only the fields that the caller may read matter: the mode
 * and the denied fields. Filters decide whether a payload is sent, not its shape. The key is a
 * digest, because documents can be long.
 */
function shapeKey(
  { mode, deniedFields }: Caller,
  { query, operationName, variables }: Operation,
): string {
  const all = [query, operationName ?? null, variables, mode, deniedFields.toSorted()];
  return createHash('sha256').update(JSON.stringify(all)).digest('base64');
}

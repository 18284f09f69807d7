import {
  executeSync,
  getArgumentValues,
  getOperationAST,
  type DocumentNode,
  type FieldNode,
  type GraphQLFieldResolver,
} from 'graphql';
import { refusalIn, resolveType } from '../execution/abstractTypes';
import { mayRead, notAuthorized } from '../access/access';
import type { Caller } from '../access/auth';
import { locationsOf, pathOf, type ErrorEntry } from '../errors';
import { fieldsOf, fragmentsOf } from '../document/fragments';
import { fieldLength } from '../document/limits';
import type { ApiSchema } from '../document/schema';
import { ownValue, resultOf } from '../execution/results';
import { executionEntries } from '../execution/serviceErrors';
import { mutationsOf } from '../document/subscriptionFields';
import { PAYLOAD_MAX_BYTES } from './hub';
import type { MessageError, SubscriptionData } from './protocol';

/** The single field that a subscription selects. */
export interface SubscribedField {
  readonly name: string;
  /** Every selection of the field. Their subselections are merged. */
  readonly nodes: readonly FieldNode[];
  /** Arguments of the field. An argument that the document omits is absent. */
  readonly args: Readonly<Record<string, unknown>>;
  /**
   * Mutations that its `@aws_subscribe` lists. Empty without the directive, and then nothing is
   * ever published.
   */
  readonly mutations: readonly string[];
}

/**
 * Reads a validated subscription.
 * @returns null if it selects no field of the subscription type
 * @throws GraphQLError if a variable does not match its argument
 */
export function subscribedField(
  { schema }: ApiSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): SubscribedField | null {
  const operation = getOperationAST(document, operationName);
  const nodes = fieldsOf([operation?.selectionSet], fragmentsOf(document));
  const [node] = nodes;
  if (!node) return null;
  const field = schema.getSubscriptionType()?.getFields()[node.name.value];
  if (!field) return null;
  return {
    name: field.name,
    nodes,
    args: getArgumentValues(field, node, variables),
    mutations: mutationsOf(schema, field) ?? [],
  };
}

/**
 * Creates the function that applies a subscriber's selection to a mutation's payload. A field that
 * the mutation's caller did not select, or that the subscriber may not read, is null. If its type
 * is non-null, that is an error. AWSJSON, which is already text in the payload, is encoded again.
 *
 * If the type of a union's or an interface's value is unknown, for example because the mutation's
 * caller did not select `__typename`, a line is logged and no message is sent.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 * @see https://github.com/awslabs/aws-mobile-appsync-sdk-js/issues/533
 */
export function shaper(
  api: ApiSchema,
  caller: Caller,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): (payload: unknown) => SubscriptionData | null {
  const { schema } = api;
  return (payload) => {
    const refused: ErrorEntry[] = [];
    const { data, errors = [] } = executeSync({
      schema,
      document,
      rootValue: payload,
      contextValue: { api, caller, refused, length: 0 } satisfies Reading,
      operationName: operationName ?? null,
      variableValues: variables,
      fieldResolver: selected,
      typeResolver: resolveType,
    });
    const refusal = refusalIn(errors);
    if (refusal) {
      console.log(`A message to subscribers was dropped: ${refusal.message}`);
      return null;
    }
    const entries = errors
      .flatMap((error) => executionEntries(error, schema))
      .map(({ path, message }): MessageError => ({ path, message }));
    const all = [...refused, ...entries];
    return { data: data ?? null, ...(all.length > 0 && { errors: all }) };
  };
}

/** The state of shaping one payload for a subscriber, with the fields refused so far. */
interface Reading {
  readonly api: ApiSchema;
  readonly caller: Caller;
  readonly refused: ErrorEntry[];
  /** Minimum length of the message so far, in characters. */
  length: number;
}

/**
 * Resolves the subscription's field to the payload. Below it, a field is a member of its parent.
 */
const selected: GraphQLFieldResolver<unknown, Reading> = (source, _args, reading, info) => {
  if (!info.path.prev) return resultOf(info, source);
  // A longer message is never sent.
  reading.length += fieldLength(info.path.key);
  if (reading.length > PAYLOAD_MAX_BYTES) return null;
  const { name: type } = info.parentType;
  if (!mayRead(reading.api, reading.caller, type, info.fieldName)) {
    const at = locationsOf(info.fieldNodes);
    reading.refused.push(notAuthorized(type, info.fieldName, pathOf(info), at));
    return null;
  }
  return resultOf(info, ownValue(source, info.fieldName));
};

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

/** The one field that a subscription asks for. */
export interface SubscribedField {
  readonly name: string;
  /** Every place where it is selected; their selections add up. */
  readonly nodes: readonly FieldNode[];
  /** Its arguments; one that the document does not have is absent. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What its `@aws_subscribe` lists; nothing without it, and then nothing is ever published. */
  readonly mutations: readonly string[];
}

/**
 * Reads a validated subscription.
 * @returns null when it selects no field of its own
 * @throws GraphQLError when a variable does not fit its argument
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
 * Builds what gives a subscriber its own selection of a mutation's payload. What the mutation's
 * caller did not select, and what the subscriber may not read, is null; where the schema allows no
 * null, it is an error. AWSJSON, which is text in the payload already, is encoded once more.
 *
 * There is no message, only a line in the log, where the type of a union's or an interface's value
 * cannot be told, as when the mutation's caller did not select `__typename`.
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

/** A subscriber that reads a payload, and the fields that were refused so far. */
interface Reading {
  readonly api: ApiSchema;
  readonly caller: Caller;
  readonly refused: ErrorEntry[];
  /** Of the message so far, in characters, at least. */
  length: number;
}

/** The payload is the value of the subscription's field; below, a field is a member of its parent. */
const selected: GraphQLFieldResolver<unknown, Reading> = (source, _args, reading, info) => {
  if (!info.path.prev) return resultOf(info, source);
  // Nobody is sent a longer message.
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

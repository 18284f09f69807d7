import {
  executeSync,
  getArgumentValues,
  getNamedType,
  getOperationAST,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLFieldResolver,
} from 'graphql';
import { mayRead, notAuthorized } from '../access';
import type { Caller } from '../auth';
import { locationsOf, pathOf, type ErrorEntry } from '../errors';
import { fieldsOf, fragmentsOf } from '../fragments';
import type { ApiSchema } from '../schema';
import { nullViolation, valueEntry } from '../serviceErrors';
import type { SubscriptionData } from './protocol';

/** The one field that a subscription asks for. */
export interface SubscribedField {
  readonly name: string;
  /** Every place where it is selected; their selections add up. */
  readonly nodes: readonly FieldNode[];
  /** Its arguments; one that the client did not give is absent, a null is null. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What its `@aws_subscribe` lists. */
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
  const nodes = fieldsOf(operation?.selectionSet, fragmentsOf(document));
  const [node] = nodes;
  if (!node) return null;
  const field = schema.getSubscriptionType()?.getFields()[node.name.value];
  if (!field) return null;
  const directive = field.astNode?.directives?.find(({ name }) => name.value === 'aws_subscribe');
  const listed = directive?.arguments?.find(({ name }) => name.value === 'mutations')?.value;
  const names = listed?.kind === Kind.LIST ? listed.values : listed ? [listed] : [];
  return {
    name: field.name,
    nodes,
    args: getArgumentValues(field, node, variables),
    mutations: names.flatMap((name) => (name.kind === Kind.STRING ? name.value : [])),
  };
}

/**
 * Builds what gives a subscriber its own selection of a mutation's payload. What the mutation's
 * caller did not select, and what the subscriber may not read, is null; where the schema allows no
 * null, it is an error.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 */
export function shaper(
  api: ApiSchema,
  caller: Caller,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): (payload: unknown) => SubscriptionData {
  const { schema } = api;
  return (payload) => {
    const refused: ErrorEntry[] = [];
    const { data, errors = [] } = executeSync({
      schema,
      document,
      rootValue: payload,
      contextValue: { api, caller, refused } satisfies Reading,
      operationName: operationName ?? null,
      variableValues: variables,
      fieldResolver: selected,
    });
    const entries = errors.map(
      (error): ErrorEntry =>
        nullViolation(error, schema) ??
        valueEntry(error) ?? {
          path: [...(error.path ?? [])],
          locations: null,
          message: error.message,
        },
    );
    const all = [...refused, ...entries];
    return { data: data ?? null, ...(all.length > 0 && { errors: all }) };
  };
}

/** A subscriber that reads a payload, and the fields that were refused so far. */
interface Reading {
  readonly api: ApiSchema;
  readonly caller: Caller;
  readonly refused: ErrorEntry[];
}

/** The payload is the value of the subscription's field; below, a field is a member of its parent. */
const selected: GraphQLFieldResolver<unknown, Reading> = (source, _args, reading, info) => {
  if (!info.path.prev) return source;
  const { name: type } = info.parentType;
  if (!mayRead(reading.api, reading.caller, type, info.fieldName)) {
    const at = locationsOf(info.fieldNodes);
    reading.refused.push(notAuthorized(type, info.fieldName, pathOf(info), at));
    return null;
  }
  const value = (source as Readonly<Record<string, unknown>>)[info.fieldName];
  // The mutation has written it as text already, and it is about to be written again.
  return getNamedType(info.returnType).name === 'AWSJSON' ? readAgain(value) : value;
};

function readAgain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readAgain);
  return typeof value === 'string' ? JSON.parse(value) : value;
}

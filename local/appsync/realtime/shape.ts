import {
  executeSync,
  getArgumentValues,
  getNamedType,
  getOperationAST,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { ErrorEntry } from '../errors';
import { nullViolation, valueEntry } from '../serviceErrors';
import type { SubscriptionData } from './protocol';

/** The one field that a subscription asks for. */
export interface SubscribedField {
  readonly name: string;
  /** Its arguments; one that the client did not give is absent, a null is null. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What its `@aws_subscribe` lists. */
  readonly mutations: readonly string[];
}

/**
 * Reads a validated subscription without fragments at its root.
 * @returns null when it selects another number of fields than one
 * @throws GraphQLError when a variable does not fit its argument
 */
export function subscribedField(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): SubscribedField | null {
  const selections = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  const [node] = selections;
  if (selections.length !== 1 || node?.kind !== Kind.FIELD) return null;
  const field = schema.getSubscriptionType()?.getFields()[node.name.value];
  if (!field) return null;
  const directive = field.astNode?.directives?.find(({ name }) => name.value === 'aws_subscribe');
  const listed = directive?.arguments?.find(({ name }) => name.value === 'mutations')?.value;
  const names = listed?.kind === Kind.LIST ? listed.values : listed ? [listed] : [];
  return {
    name: field.name,
    args: getArgumentValues(field, node as FieldNode, variables),
    mutations: names.flatMap((name) => (name.kind === Kind.STRING ? name.value : [])),
  };
}

/**
 * Builds what gives a subscriber its own selection of a mutation's payload. What the mutation's
 * caller did not select is null; where the schema allows no null, it is an error.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 */
export function shaper(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): (payload: unknown) => SubscriptionData {
  return (payload) => {
    const { data, errors = [] } = executeSync({
      schema,
      document,
      rootValue: payload,
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
    return { data: data ?? null, ...(entries.length > 0 && { errors: entries }) };
  };
}

/** The payload is the value of the subscription's field; below, a field is a member of its parent. */
const selected: GraphQLFieldResolver<unknown, unknown> = (source, _args, _context, info) => {
  if (!info.path.prev) return source;
  const value = (source as Readonly<Record<string, unknown>>)[info.fieldName];
  // The mutation has written it as text already, and it is about to be written again.
  return getNamedType(info.returnType).name === 'AWSJSON' ? readAgain(value) : value;
};

function readAgain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readAgain);
  return typeof value === 'string' ? JSON.parse(value) : value;
}

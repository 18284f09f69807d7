import {
  getNamedType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql';
import { builtInScalars } from './builtInScalars';
import { javaText, javaType } from './javaValue';
import { serializeScalar } from '../document/scalars';

/** Replaces a value that its type does not accept. */
export class UnfitValue extends Error {
  override readonly name = 'UnfitValue';
  /** Whether the null in its place also violates a non-null type. */
  readonly isRequired: boolean;
  readonly parentType: string;
  /** The named type of the field, without lists and `!`. */
  readonly type: string;
  readonly #kind: 'serialize' | 'resolve';

  constructor(kind: 'serialize' | 'resolve', reason: string, field: Field, isRequired: boolean) {
    super(reason);
    this.#kind = kind;
    this.isRequired = isRequired;
    this.parentType = field.parentType.name;
    this.type = getNamedType(field.returnType).name;
  }

  /** The message of graphql-java. */
  entryMessage(path: string): string {
    return `Can't ${this.#kind} value (${path}) : ${this.message}`;
  }
}

/**
 * The own property of a parent's value with the name of a field. Inherited properties are ignored.
 */
export const ownValue = (source: unknown, name: string): unknown =>
  typeof source === 'object' && source !== null && Object.hasOwn(source, name)
    ? (source as Record<string, unknown>)[name]
    : undefined;

type Field = Pick<GraphQLResolveInfo, 'parentType' | 'returnType'>;

/**
 * Serializes a field's value as graphql-java does. It converts between numbers, strings and
 * booleans where graphql-java does, which graphql-js does not. A value that graphql-java refuses
 * becomes an `UnfitValue`, even within lists. graphql-js treats it as an error at that position.
 */
export function resultOf(field: Field, value: unknown): unknown {
  return complete(field.returnType, value, field, false);
}

function complete(
  type: GraphQLOutputType,
  value: unknown,
  field: Field,
  isRequired: boolean,
): unknown {
  if (isNonNullType(type)) return complete(type.ofType, value, field, true);
  if (value === null || value === undefined) return value;
  if (isListType(type)) {
    if (Array.isArray(value)) return value.map((item) => complete(type.ofType, item, field, false));
    return new UnfitValue('resolve', 'type mismatch error, expected type LIST', field, isRequired);
  }
  if (!isLeafType(type)) return value;
  try {
    return serialize(type, value);
  } catch (error) {
    return new UnfitValue('serialize', (error as Error).message, field, isRequired);
  }
}

/** @throws Error that explains why the type does not accept the value */
function serialize(type: GraphQLLeafType, value: unknown): unknown {
  if (isEnumType(type)) {
    if (typeof value === 'string' && type.getValue(value)) return value;
    throw new Error(`Invalid input for Enum '${type.name}'. Unknown value '${javaText(value)}'`);
  }
  const builtIn = builtInScalars[type.name];
  if (!builtIn) return serializeScalar(type.name, value);
  const result = builtIn(value);
  if (result === undefined) {
    throw new Error(`Expected type '${type.name}' but was '${javaType(value)}'.`);
  }
  return result;
}

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

/** In place of a value that its type cannot take. */
export class UnfitValue extends Error {
  override readonly name = 'UnfitValue';
  /** Whether its being null breaks a promise of the schema besides. */
  readonly isRequired: boolean;
  readonly parentType: string;
  /** The type of the field, without what is around its name. */
  readonly type: string;
  readonly #kind: 'serialize' | 'resolve';

  constructor(kind: 'serialize' | 'resolve', reason: string, field: Field, isRequired: boolean) {
    super(reason);
    this.#kind = kind;
    this.isRequired = isRequired;
    this.parentType = field.parentType.name;
    this.type = getNamedType(field.returnType).name;
  }

  /** What graphql-java says of it. */
  entryMessage(path: string): string {
    return `Can't ${this.#kind} value (${path}) : ${this.message}`;
  }
}

/** What a parent's value has under a field's name, and not what every object has. */
export const ownValue = (source: unknown, name: string): unknown =>
  typeof source === 'object' && source !== null && Object.hasOwn(source, name)
    ? (source as Record<string, unknown>)[name]
    : undefined;

type Field = Pick<GraphQLResolveInfo, 'parentType' | 'returnType'>;

/**
 * A field's value as graphql-java writes it into the answer: numbers, texts and booleans are
 * converted into one another where it does so, which graphql-js does not. What it refuses is an
 * `UnfitValue`, also within lists, which graphql-js takes for an error in that place.
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

/** @throws Error that says why the type cannot take the value */
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

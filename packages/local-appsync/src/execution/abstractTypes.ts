import { isObjectType, type GraphQLTypeResolver } from 'graphql';
import { RequestError } from '../errors';

/**
 * Determines the type of a union's or an interface's value from its `__typename`. Without one,
 * AppSync refuses the entire request, not only the field. Its messages end in a quotation mark.
 *
 * The messages for a value that is not an object or has no `__typename` are recorded. The message
 * for an invalid `__typename` is not.
 *
 * @throws RequestError 400
 * @see https://github.com/aws/aws-appsync-community/issues/84
 * @see https://advancedweb.hu/how-to-resolve-interfaces-and-union-types-in-appsync
 */
export const resolveType: GraphQLTypeResolver<unknown, unknown> = (
  value,
  _context,
  { schema },
  abstractType,
) => {
  const undetermined = (reason: string) =>
    new RequestError(
      400,
      'BadRequestException',
      `Could not determine the exact type of ${abstractType.name}. ${reason}.'`,
    );
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw undetermined('Expected MAP/OBJECT type');
  }
  const name: unknown = Object.hasOwn(value, '__typename')
    ? (value as { __typename: unknown }).__typename
    : null;
  if (name === null || name === undefined) throw undetermined('Missing __typename key on value');
  const type = typeof name === 'string' ? schema.getType(name) : undefined;
  if (!isObjectType(type) || !schema.isSubType(abstractType, type)) {
    throw undetermined('The __typename key on value names none of its types');
  }
  return type.name;
};

/** The error of an execution that refuses the entire request, if there is one. */
export const refusalIn = (
  errors: readonly { readonly originalError?: Error | undefined }[],
): RequestError | undefined =>
  errors.map(({ originalError }) => originalError).find((error) => error instanceof RequestError);

import type { Caller } from './auth';
import { denies } from './authorizer';
import type { ResolverErrorEntry, SourceLocation } from '../errors';
import type { ApiSchema } from '../document/schema';

/**
 * Whether a caller may read a field, according to the directives of the schema and the authorizer's
 * decision.
 */
export function mayRead(api: ApiSchema, caller: Caller, type: string, field: string): boolean {
  const isOpen = api.allowedModes(type, field).includes(caller.mode);
  return isOpen && !denies(caller.deniedFields, type, field);
}

/** The error entry for a field that the caller may not read. */
export const notAuthorized = (
  type: string,
  field: string,
  path: (string | number)[],
  locations: SourceLocation[],
): ResolverErrorEntry => ({
  path,
  data: null,
  errorType: 'Unauthorized',
  errorInfo: null,
  locations,
  message: `Not Authorized to access ${field} on type ${type}`,
});

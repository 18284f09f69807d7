import { util } from '@aws-appsync/utils';
import type { ErrorType } from '../../model/errors';

/** Ends the resolver with an error of the closed set. The field is null. */
export function fail(errorType: ErrorType, message: string): never {
  return util.error(message, errorType);
}

/**
 * Ends the resolver if its source failed, because AppSync raises no error by itself. The cause is
 * logged and not returned to the client: it may name tables and keys.
 */
export function failOnSourceError(error: { type: string; message: string } | undefined): void {
  if (!error) return;
  console.error(error.type, error.message);
  fail('Internal', 'Something went wrong on our side. Try again in a moment.');
}

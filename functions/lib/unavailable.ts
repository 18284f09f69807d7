import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';

/** The tables could not be read or written in time. The same request may succeed later. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}

type SdkError = Parameters<typeof isTransientError>[0];

/** Whether a failure is unrelated to the request: DynamoDB was throttled, slow or unreachable. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof UnavailableError || error.name === 'AbortError') return true;
  const failure = error as SdkError;
  return isThrottlingError(failure) || isTransientError(failure) || isServerError(failure);
}

/** `retry-after` of a response with status 503. */
export const RETRY_AFTER_SECONDS = '1';

import type { ErrorEntry } from '../errors';
import type { RaisedError } from '../evaluator';
import type { Resolution } from './resolver';
import type { Deadline } from '../sources/deadline';

/**
 * A request has 30 seconds. The error for everything that is incomplete by then is reported in
 * several issues of Amplify.
 */
const timedOut: RaisedError = {
  message: 'Execution timed out.',
  errorType: 'ExecutionTimeout',
  data: null,
  errorInfo: null,
};

const nothing: Resolution = {
  value: null,
  errors: [timedOut],
  responseHeaders: {},
  extensions: {},
};

/**
 * Runs a resolver within the time limit of its request. If it is incomplete by then, the result is
 * null. No resolver starts later.
 */
export const inTime = (deadline: Deadline, run: () => Promise<Resolution>): Promise<Resolution> =>
  deadline.isPassed
    ? Promise.resolve(nothing)
    : Promise.race([run(), deadline.passed.then(() => nothing)]);

/** The entry for a request that times out before any of it was executed. */
export const timedOutEntry: ErrorEntry = { ...timedOut, path: [], locations: [] };

import type { ErrorEntry } from '../errors';
import type { RaisedError } from '../evaluator';
import type { Resolution } from './resolver';
import type { Deadline } from '../sources/deadline';

/** A request has 30 seconds. What is said of the rest of it is reported in several issues of Amplify. */
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

/** Runs a resolver in the time of its request: what has not answered then is null, nothing begins later. */
export const inTime = (deadline: Deadline, run: () => Promise<Resolution>): Promise<Resolution> =>
  deadline.isPassed
    ? Promise.resolve(nothing)
    : Promise.race([run(), deadline.passed.then(() => nothing)]);

/** The entry for a request whose time is over before anything of it was executed. */
export const timedOutEntry: ErrorEntry = { ...timedOut, path: [], locations: [] };

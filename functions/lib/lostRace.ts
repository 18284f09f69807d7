import {
  TransactionCanceledException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';

/** Reasons for which a cancelled transaction may succeed when it is rebuilt from current data. */
const LOST_RACE = [
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

/**
 * Whether a transaction was refused for such reasons. If it was retried after a lost response, it may
 * have committed.
 */
export const isLostRace = (error: unknown): boolean =>
  error instanceof TransactionInProgressException ||
  (error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).every(({ Code = 'None' }) => LOST_RACE.includes(Code)));

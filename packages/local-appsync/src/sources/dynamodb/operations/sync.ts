import { requestFault } from '../../fault';
import type { Operation } from '../operation';

/**
 * Always refused: AppSync does Sync for versioned data sources alone, and no source of the local
 * AppSync is one.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-sync.html
 */
export const sync: Operation = () =>
  Promise.reject(
    requestFault(
      'Sync is for versioned data sources, and this one is not: the local AppSync has none. ' +
        'Read the table with Query or Scan.',
    ),
  );

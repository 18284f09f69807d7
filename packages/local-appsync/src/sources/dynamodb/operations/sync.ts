import { requestFault } from '../../fault';
import type { Operation } from '../operation';

/**
 * Always refused: AppSync supports Sync only for versioned data sources, and the local AppSync has
 * none.
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

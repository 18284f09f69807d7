import { util } from '@aws-appsync/utils';
import type { Completion } from './completion';

/**
 * The condition of every verdict: the row is there if it was, not completed yet, and no other answer was
 * counted since the load. A row that deletion took away in the meantime does not come back.
 */
export const unchangedProgress = ({ progress }: Completion) =>
  progress
    ? {
        expression: 'attribute_not_exists(completedAt) AND attempts = :read',
        expressionValues: util.dynamodb.toMapValues({ ':read': progress.attempts }),
      }
    : { expression: 'attribute_not_exists(pk)' };

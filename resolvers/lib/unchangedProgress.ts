import { util } from '@aws-appsync/utils';
import type { Completion } from './completion';

/** The condition of every verdict: not completed yet, and no other answer was counted since the load. */
export const unchangedProgress = ({ progress }: Completion) => ({
  expression:
    'attribute_not_exists(completedAt) AND (attempts = :read OR attribute_not_exists(attempts))',
  expressionValues: util.dynamodb.toMapValues({ ':read': progress?.attempts ?? 0 }),
});

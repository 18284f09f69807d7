import { extensions, util, type SubscriptionFilterObject } from '@aws-appsync/utils';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import { checkExerciseId } from './lib/exercise';
import type { CompletionEvent, Subscription, SubscriptionOnCompletionArgs } from './schema.types';

export function request() {
  return { payload: null };
}

/**
 * Always sets a filter. Without one, AppSync filters by the arguments and treats a declared
 * variable without a value as null, so that subscriber would receive nothing. Points are never
 * negative, so the filter for all exercises matches every completion.
 *
 * @see https://github.com/awslabs/aws-mobile-appsync-sdk-js/issues/241
 * @see
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html
 */
export function response(
  ctx: FieldContext<SubscriptionOnCompletionArgs>,
): Answer<Subscription['onCompletion']> {
  const { exerciseId } = ctx.args;
  if (exerciseId == null) {
    setFilter({ points: { ge: 0 } });
  } else {
    checkExerciseId(exerciseId);
    setFilter({ exerciseId: { eq: exerciseId } });
  }
  return null;
}

function setFilter(filter: SubscriptionFilterObject<CompletionEvent>): void {
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(filter));
}

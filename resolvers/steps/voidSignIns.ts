import { runtime, util, type Context } from '@aws-appsync/utils';
import { userKey, type UserItem } from '../../model/user';
import { failOnEndingError, type EndingSessions } from '../lib/endingSessions';
import { updateOf } from '../lib/expression';
import { viewerOf } from '../lib/viewer';

/**
 * Makes every login code void that was issued up to now, so that no session begins that the next steps
 * do not know. A repeat writes the same moment again, and never an earlier one than another request wrote
 * in between: codes that are void stay void.
 */
export function request(ctx: Context<object, EndingSessions>) {
  if (!ctx.stash.isEverywhere) runtime.earlyReturn({});
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues(userKey(viewerOf(ctx.identity).userId)),
    update: updateOf<UserItem>({ set: { sessionsValidFrom: util.time.nowEpochMilliSeconds() } }),
    condition: {
      expression:
        'attribute_exists(pk) AND ' +
        '(attribute_not_exists(sessionsValidFrom) OR sessionsValidFrom <= :sessionsValidFrom)',
    },
  };
}

/**
 * Without an account there are no login codes, and its last sessions are ended all the same. So are those
 * of an account whose codes another request made void at a later moment.
 */
export function response(ctx: Context<object, EndingSessions, object, object, UserItem | null>) {
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') return {};
  failOnEndingError(ctx.error);
  ctx.stash.recent = ctx.result?.recentSessions ?? [];
  return {};
}

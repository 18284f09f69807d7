import { runtime, util } from '@aws-appsync/utils';
import { userKey, type UserItem } from '../../model/user';
import type { StashContext } from '../lib/context';
import { failOnEndingError, type EndingStash } from '../lib/endingSessions';
import { updateOf } from '../lib/expression';
import { viewerOf } from '../lib/viewer';

/**
 * Voids every login code issued so far, so that no session begins that the next steps do not know
 * about. A retry writes the same time again. The time never becomes earlier than one that another
 * request wrote in between: void codes stay void.
 */
export function request(ctx: StashContext<object, EndingStash>) {
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
 * Without an account there are no login codes, but its last sessions are still ended. The same
 * applies if another request voided the codes at a later time.
 */
export function response(ctx: StashContext<object, EndingStash, UserItem | null>) {
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') return {};
  failOnEndingError(ctx.error);
  ctx.stash.recent = ctx.result?.recentSessions ?? [];
  return {};
}

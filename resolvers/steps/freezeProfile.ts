import { util, type Context } from '@aws-appsync/utils';
import { userKey, type UserItem } from '../../model/user';
import type { Account } from '../lib/account';
import { updateOf } from '../lib/expression';
import { fail, failOnSourceError } from '../lib/fail';
import { isLostRace } from '../lib/lostRace';
import { viewerOf } from '../lib/viewer';

/**
 * From here on nothing is added to what the next steps remove: every write that begins or completes a lab
 * checks `deletingAt`, and every login code of before is void. A repeat changes nothing more. An account
 * that began since it was confirmed is another one, and codes that another request made void stay void.
 */
export function request(ctx: Context<object, Account>) {
  ctx.stash.frozenAt = util.time.nowEpochMilliSeconds();
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues(userKey(viewerOf(ctx.identity).userId)),
    update: updateOf<UserItem>({
      set: { sessionsValidFrom: ctx.stash.frozenAt },
      setOnce: { deletingAt: util.time.epochMilliSecondsToISO8601(ctx.stash.frozenAt) },
    }),
    condition: {
      expression:
        'createdAt = :createdAt AND ' +
        '(attribute_not_exists(sessionsValidFrom) OR sessionsValidFrom <= :sessionsValidFrom)',
      expressionValues: util.dynamodb.toMapValues({ ':createdAt': ctx.stash.createdAt }),
    },
  };
}

export function response(ctx: Context<object, Account, object, object, UserItem | null>) {
  if (isLostRace(ctx.error)) {
    fail('Conflict', 'Another request of yours got in the way and nothing was deleted. Try again.');
  }
  failOnSourceError(ctx.error);
  ctx.stash.recent = ctx.result?.recentSessions ?? [];
  return {};
}

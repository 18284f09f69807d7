import { runtime, util, type Context } from '@aws-appsync/utils';
import { progressKey, type ProgressItem } from '../../model/progress';
import type { UserItem } from '../../model/user';
import { fail, failOnSourceError } from '../lib/fail';
import { isLostRace, type Cancelled } from '../lib/lostRace';
import type { Start } from '../lib/start';
import { PROGRESS } from '../lib/tableNames';
import { activeUser, whileActive } from '../lib/user';
import { viewerOf } from '../lib/viewer';
import type { MutationStartExerciseArgs } from '../schema.types';

/** Makes the row, unless it is there, while the account is active. */
export function request(ctx: Context<MutationStartExerciseArgs, Start>) {
  if (ctx.stash.progress) runtime.earlyReturn({});
  const { exerciseId } = ctx.args;
  const { userId } = viewerOf(ctx.identity);
  const row = { exerciseId, startedAt: util.time.nowISO8601(), attempts: 0 };
  ctx.stash.progress = row;
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table: PROGRESS,
        operation: 'PutItem',
        key: util.dynamodb.toMapValues(progressKey(userId, exerciseId)),
        attributeValues: util.dynamodb.toMapValues(row),
        condition: {
          expression: 'attribute_not_exists(pk)',
          returnValuesOnConditionCheckFailure: true,
        },
      },
      whileActive(userId),
    ],
  };
}

/** A row that is there after all was made at the same moment, or by us, and the answer was lost. */
export function response(
  ctx: Context<MutationStartExerciseArgs, Start, object, object, Cancelled | null>,
) {
  if (!isLostRace(ctx.error)) {
    failOnSourceError(ctx.error);
    return {};
  }
  const [row, account] = ctx.result?.cancellationReasons ?? [];
  if (row?.item) {
    ctx.stash.progress = row.item as ProgressItem;
    return {};
  }
  if (account?.type.startsWith('Condition')) activeUser(account.item as UserItem | null);
  return fail('Conflict', 'Another request of yours got in the way. Try again.');
}

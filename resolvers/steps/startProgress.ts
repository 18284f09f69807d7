import { runtime, util } from '@aws-appsync/utils';
import { progressKey, type ProgressItem } from '../../model/progress';
import type { UserItem } from '../../model/user';
import type { StashContext } from '../lib/context';
import { failOnSourceError } from '../lib/fail';
import { isLostRace, type Cancelled } from '../lib/lostRace';
import type { StartStash } from '../lib/startStash';
import { PROGRESS } from '../lib/tableNames';
import { activeUser, whileActive } from '../lib/user';
import { viewerOf } from '../lib/viewer';
import type { MutationStartExerciseArgs } from '../schema.types';

/**
 * Creates the row if it does not exist, while the account is active. Once it exists, further
 * attempts do nothing.
 */
export function request(ctx: StashContext<MutationStartExerciseArgs, StartStash>) {
  if (ctx.stash.progress) runtime.earlyReturn({}, { skipTo: 'END' });
  const { exerciseId } = ctx.args;
  const { userId } = viewerOf(ctx.identity);
  const row = { exerciseId, startedAt: util.time.nowISO8601(), attempts: 0 };
  ctx.stash.made = row;
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

/**
 * If the row exists after all, it was created concurrently, or by us and the response was lost. If
 * another write interfered, the stash has no row, and the next attempt tries again.
 */
export function response(
  ctx: StashContext<MutationStartExerciseArgs, StartStash, Cancelled | null>,
) {
  if (!isLostRace(ctx.error)) {
    failOnSourceError(ctx.error);
    ctx.stash.progress = ctx.stash.made!;
    return {};
  }
  const [row, account] = ctx.result?.cancellationReasons ?? [];
  if (row?.item) ctx.stash.progress = row.item as ProgressItem;
  else if (account?.type.startsWith('Condition')) activeUser(account.item as UserItem | null);
  return {};
}

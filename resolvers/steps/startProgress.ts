import { runtime, util } from '@aws-appsync/utils';
import type { Row } from '../../model/keys';
import { progressKey, type ProgressItem } from '../../model/progress';
import type { UserItem } from '../../model/user';
import type { StashContext } from '../lib/context';
import { ifUnchanged, updateOf } from '../lib/expression';
import { failOnSourceError } from '../lib/fail';
import { isLostRace, type Cancelled } from '../lib/lostRace';
import { stashRow, type StartStash } from '../lib/startStash';
import { PROGRESS } from '../lib/tableNames';
import { activeUser, whileActive } from '../lib/user';
import { viewerOf } from '../lib/viewer';
import type { MutationStartExerciseArgs } from '../schema.types';

/**
 * Creates the row, or starts a later version of the exercise on it, while the account is active.
 * Once that version is started, further attempts do nothing.
 */
export function request(ctx: StashContext<MutationStartExerciseArgs, StartStash>) {
  if (ctx.stash.progress) runtime.earlyReturn({}, { skipTo: 'END' });
  const { exerciseId } = ctx.args;
  const { exercise, earlier, challenge } = ctx.stash;
  const { userId } = viewerOf(ctx.identity);
  const first = earlier ? earlier : { exerciseId, startedAt: util.time.nowISO8601(), attempts: 0 };
  const row: ProgressItem = {
    exerciseId,
    startedAt: first.startedAt,
    attempts: first.attempts,
    version: exercise.version,
    ...(challenge ?? {}),
  };
  ctx.stash.made = row;
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table: PROGRESS,
        operation: 'UpdateItem',
        key: util.dynamodb.toMapValues(progressKey(userId, exerciseId)),
        update: updateOf<ProgressItem>({
          set: row,
          remove: challenge ? [] : ['challenge', 'variant', 'expectedHash'],
        }),
        condition: {
          ...ifUnchanged<Row<ProgressItem>>(
            earlier
              ? { version: earlier.version ?? null, attempts: earlier.attempts }
              : { pk: null },
          ),
          returnValuesOnConditionCheckFailure: true,
        },
      },
      whileActive(userId),
    ],
  };
}

/**
 * If the row has changed after all, the exercise was started concurrently, or by us and the
 * response was lost. If another write interfered, the next attempt tries again.
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
  if (row?.item) stashRow(ctx.stash, row.item as ProgressItem);
  else if (account?.type.startsWith('Condition')) activeUser(account.item as UserItem | null);
  return {};
}

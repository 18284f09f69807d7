import { get } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../../model/keys';
import { progressKey, type ProgressItem } from '../../model/progress';
import type { StashContext } from '../lib/context';
import { failOnSourceError } from '../lib/fail';
import { stashRow, type StartStash } from '../lib/startStash';
import { viewerOf } from '../lib/viewer';
import type { MutationStartExerciseArgs } from '../schema.types';

/** Stashes the viewer's progress on the exercise, if it was started before, in any version. */
export function request(ctx: StashContext<MutationStartExerciseArgs, StartStash>) {
  const key = progressKey(viewerOf(ctx.identity).userId, ctx.args.exerciseId);
  return get<Row<ProgressItem>>({ key, consistentRead: true });
}

export function response(
  ctx: StashContext<MutationStartExerciseArgs, StartStash, ProgressItem | null>,
) {
  failOnSourceError(ctx.error);
  if (ctx.result) stashRow(ctx.stash, ctx.result);
  return {};
}

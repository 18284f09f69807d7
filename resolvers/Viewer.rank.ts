import { util } from '@aws-appsync/utils';
import { boardSpan } from '../model/period';
import type { Answer } from './lib/answer';
import type { StashContext } from './lib/context';
import { periodOf } from './lib/period';
import type { RankStash } from './lib/rankStash';
import type { Viewer, ViewerRankArgs } from './schema.types';

export function request(ctx: StashContext<ViewerRankArgs, RankStash>) {
  ctx.stash.period = boardSpan(periodOf(ctx.args.period), util.time.nowEpochMilliSeconds()).period;
  return {};
}

export function response(ctx: StashContext<ViewerRankArgs, RankStash>): Answer<Viewer['rank']> {
  return ctx.stash.rankKey ? ctx.stash.before + 1 : null;
}

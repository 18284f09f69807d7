import { util, type Context } from '@aws-appsync/utils';
import { boardSpan } from '../model/period';
import type { Answer } from './lib/answer';
import { periodOf } from './lib/period';
import type { Ranking } from './lib/ranking';
import type { Viewer, ViewerRankArgs } from './schema.types';

export function request(ctx: Context<ViewerRankArgs, Ranking>) {
  ctx.stash.period = boardSpan(periodOf(ctx.args.period), util.time.nowEpochMilliSeconds()).period;
  return {};
}

export function response(ctx: Context<ViewerRankArgs, Ranking>): Answer<Viewer['rank']> {
  return ctx.stash.rankKey ? ctx.stash.before + 1 : null;
}

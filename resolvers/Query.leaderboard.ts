import { util } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { boardEntry, boardPk, type BoardItem } from '../model/board';
import type { Row } from '../model/keys';
import type { Page } from '../model/page';
import { boardSpan, type BoardSpan } from '../model/period';
import { INDEX } from '../model/tables';
import type { Answer } from './lib/answer';
import { boardPosition, boardToken } from './lib/boardToken';
import type { StashContext } from './lib/context';
import { fail } from './lib/fail';
import { failOnPageError, pageLimit } from './lib/page';
import { periodOf } from './lib/period';
import type { Query, QueryLeaderboardArgs } from './schema.types';

interface LeaderboardStash {
  span: BoardSpan;
  /** Number of people on the previous pages. */
  before: number;
}

export function request(ctx: StashContext<QueryLeaderboardArgs, LeaderboardStash>) {
  const { before, token } = boardPosition(ctx.args.nextToken);
  ctx.stash.before = before;
  ctx.stash.span = boardSpan(periodOf(ctx.args.period), instantOf(ctx.args.date));
  return query<Row<BoardItem>>({
    index: INDEX,
    query: { pk: { eq: boardPk(ctx.stash.span.period) } },
    scanIndexForward: false,
    limit: pageLimit(ctx.args.limit),
    nextToken: token,
  });
}

/** Start of the given day, in epoch milliseconds. The current time if no day is given. */
function instantOf(date: string | null | undefined): number {
  if (!date) return util.time.nowEpochMilliSeconds();
  if (!date.startsWith('20')) fail('InvalidInput', 'date must be from 2000-01-01 to 2099-12-31.');
  // An AWSDate may have an offset. The day is interpreted in UTC regardless.
  return util.time.parseISO8601ToEpochMilliSeconds(`${date.slice(0, 10)}T00:00:00Z`);
}

export function response(
  ctx: StashContext<QueryLeaderboardArgs, LeaderboardStash, Page<BoardItem>>,
): Answer<Query['leaderboard']> {
  failOnPageError(ctx.error);
  const { span, before } = ctx.stash;
  const { items, nextToken } = ctx.result;
  return {
    period: periodOf(ctx.args.period),
    startsAt: dateTime(span.startsAt),
    endsAt: dateTime(span.endsAt),
    items: items.map((item, i) => boardEntry(item, before + i + 1)),
    nextToken: nextToken ? boardToken(before + items.length, nextToken) : null,
  };
}

const dateTime = (epochMs: number | null) =>
  epochMs == null ? null : util.time.epochMilliSecondsToISO8601(epochMs);

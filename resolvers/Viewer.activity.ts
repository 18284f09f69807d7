import { util, type Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { streaks } from '../model/activity';
import { PROGRESS_PREFIX, type ProgressItem } from '../model/progress';
import { userPk } from '../model/user';
import { fail, failOnSourceError } from './lib/fail';
import { timeZoneOf } from './lib/timeZone';
import { viewerOf } from './lib/viewer';
import type { ActivityDay, ViewerActivityArgs } from './schema.types';

interface Stash {
  timezone: string;
}

/** AWSDate takes an offset behind the day; a day of `timezone` has none. */
const DAY = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$';

/** Reads all of the viewer's completions: a streak may begin with the first. */
export function request(ctx: Context<ViewerActivityArgs, Stash>) {
  const { from, to } = ctx.args;
  ctx.stash.timezone = timeZoneOf(ctx.args.timezone);
  checkDay('from', from);
  checkDay('to', to);
  if (from && to) checkOrder(from, to);
  return query({
    query: {
      pk: { eq: userPk(viewerOf(ctx.identity).userId) },
      sk: { beginsWith: PROGRESS_PREFIX },
    },
    filter: { completedAt: { attributeExists: true } },
  });
}

function checkDay(name: string, day: string | null | undefined): void {
  if (!day) return;
  if (!util.matches(DAY, day)) fail('InvalidInput', `${name} must be a day, YYYY-MM-DD.`);
}

function checkOrder(from: string, to: string): void {
  if (from > to) fail('InvalidInput', 'from must not be after to.');
}

export function response(
  ctx: Context<ViewerActivityArgs, Stash, object, object, { items: ProgressItem[] }>,
) {
  failOnSourceError(ctx.error);
  const { from, to } = ctx.args;
  const { timezone } = ctx.stash;
  const byDate: Record<string, ActivityDay> = {};
  ctx.result.items.forEach((row) => {
    const moment = util.time.parseISO8601ToEpochMilliSeconds(row.completedAt!);
    const date = util.time.epochMilliSecondsToFormatted(moment, 'yyyy-MM-dd', timezone);
    const day = byDate[date] ?? { date, completions: 0, points: 0 };
    day.completions += 1;
    day.points += row.points ?? 0;
    byDate[date] = day;
  });
  const dates = Object.keys(byDate).sort();
  const now = util.time.nowEpochMilliSeconds();
  const today = util.time.epochMilliSecondsToFormatted(now, 'yyyy-MM-dd', timezone);
  // The empty text sorts before every day.
  const first = from ?? '';
  const last = to ?? today;
  const { current, longest } = streaks(
    dates.map((date) => dayNumber(date)),
    dayNumber(today),
  );
  return {
    days: dates.filter((date) => date >= first && date <= last).map((date) => byDate[date]!),
    currentStreak: current,
    longestStreak: longest,
  };
}

/** Days since 1970-01-01 of a calendar date. */
function dayNumber(date: string): number {
  return util.time.parseISO8601ToEpochMilliSeconds(`${date}T00:00:00Z`) / 86_400_000;
}

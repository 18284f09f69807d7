import { util } from '@aws-appsync/utils';
import { streaks } from '../model/activity';
import type { Answer } from './lib/answer';
import type { ActivityStash } from './lib/activityStash';
import type { StashContext } from './lib/context';
import { fail } from './lib/fail';
import { timeZoneOf } from './lib/timeZone';
import { viewerOf } from './lib/viewer';
import { visitable } from './lib/visitable';
import type { ActivityDay, Viewer, ViewerActivityArgs } from './schema.types';

/** An AWSDate may have an offset after the day. A day in `timezone` has none. */
const DAY = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$';

export function request(ctx: StashContext<ViewerActivityArgs, ActivityStash>) {
  viewerOf(ctx.identity);
  const { from, to } = ctx.args;
  ctx.stash.timezone = timeZoneOf(ctx.args.timezone);
  ctx.stash.byDate = {};
  checkDay('from', from);
  checkDay('to', to);
  if (from && to) checkOrder(from, to);
  return {};
}

function checkDay(name: string, day: string | null | undefined): void {
  if (!day) return;
  if (!util.matches(DAY, day)) fail('InvalidInput', `${name} must be a date, YYYY-MM-DD.`);
}

function checkOrder(from: string, to: string): void {
  if (from > to) fail('InvalidInput', 'from must not be after to.');
}

export function response(
  ctx: StashContext<ViewerActivityArgs, ActivityStash>,
): Answer<Viewer['activity']> {
  const { from, to } = ctx.args;
  const { timezone, byDate, nextToken } = ctx.stash;
  if (nextToken) failOnTooMuchWork();
  const dates = visitable(Object.keys(byDate).sort());
  const now = util.time.nowEpochMilliSeconds();
  const today = util.time.epochMilliSecondsToFormatted(now, 'yyyy-MM-dd', timezone);
  // The empty string sorts before every day.
  const first = from ?? '';
  const last = to ?? today;
  const { current, longest } = streaks(
    dates.map((list) => list.map((date) => dayNumber(date))),
    dayNumber(today),
  );
  const asked = dates.map((list) => list.filter((date) => date >= first && date <= last));
  return {
    days: asked.reduce<ActivityDay[]>(
      (days, list) => [...days, ...list.map((date) => byDate[date]!)],
      [],
    ),
    currentStreak: current,
    longestStreak: longest,
  };
}

/**
 * The size limit of the catalogue prevents such a history. Fail rather than return a wrong streak.
 */
function failOnTooMuchWork(): never {
  console.error(
    'Viewer.activity: the history is longer than its steps can read. Add another countDays step.',
  );
  return fail(
    'Internal',
    'You have too many completions to count. Use Viewer.progress to list them.',
  );
}

/** Days since 1970-01-01 of a calendar date. */
function dayNumber(date: string): number {
  return util.time.parseISO8601ToEpochMilliSeconds(`${date}T00:00:00Z`) / 86_400_000;
}

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { WidgetParameter } from '../../model/cdn';
import { boardEntry, boardPk, type BoardItem } from '../../model/board';
import { LIMIT_RULE, PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '../../model/page';
import { boardSpan, isoDate } from '../../model/period';
import { INDEX } from '../../model/tables';
import { config } from '../lib/config';
import { dynamo } from '../lib/dynamo';
import { jsonContent, WidgetError, widgetHandler } from '../lib/widgets';

const PERIODS = ['ALL_TIME', 'MONTH', 'WEEK'] as const;
type Period = (typeof PERIODS)[number];

/**
 * `GET /v1/leaderboard.json?period=ALL_TIME|MONTH|WEEK`: the people with the most points, as in
 * `Query.leaderboard`.
 *
 * - `period`: defaults to `ALL_TIME`
 * - `date`: any day (UTC) in the month or week; defaults to today
 * - `limit`: 1 to 100 entries; defaults to 20
 *
 * Returns `{ period, startsAt, endsAt, items: [{ rank, username, avatarUrl, points, completions,
 * lastCompletedAt }] }`. The times are in ISO 8601, and null for `ALL_TIME`.
 */
export const handler = widgetHandler(async ({ rawQueryString }, deadline) => {
  const query = new URLSearchParams(rawQueryString);
  const parameter = (name: WidgetParameter) => query.get(name);
  const period = periodOf(parameter('period'));
  const instant = instantOf(parameter('date'));
  const limit = limitOf(parameter('limit'));
  const span = boardSpan(period, instant);
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: config.Leaderboards.name,
      IndexName: INDEX,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': boardPk(span.period) },
      ScanIndexForward: false,
      Limit: limit,
    }),
    { abortSignal: deadline },
  );
  return jsonContent({
    period,
    startsAt: dateTime(span.startsAt),
    endsAt: dateTime(span.endsAt),
    items: (Items as BoardItem[]).map((item, i) => boardEntry(item, i + 1)),
  });
});

function periodOf(text: string | null): Period {
  const period = PERIODS.find((each) => each === (text ?? 'ALL_TIME'));
  if (period) return period;
  throw new WidgetError('InvalidInput', `period must be one of ${PERIODS.join(', ')}.`);
}

/** Start of the given day, in epoch milliseconds. The current time if no day is given. */
function instantOf(date: string | null): number {
  if (date === null) return Date.now();
  const instant = Date.parse(`${date}T00:00:00Z`);
  // `Date` parses a day that the calendar does not have as a later day, or not at all.
  if (/^20\d\d-\d\d-\d\d$/.test(date) && !Number.isNaN(instant) && isoDate(instant) === date) {
    return instant;
  }
  throw new WidgetError('InvalidInput', 'date must be YYYY-MM-DD, from 2000-01-01 to 2099-12-31.');
}

function limitOf(text: string | null): number {
  const limit = Number(text ?? PAGE_LIMIT_DEFAULT);
  if ((text === null || /^\d{1,3}$/.test(text)) && limit >= 1 && limit <= PAGE_LIMIT_MAX) {
    return limit;
  }
  throw new WidgetError('InvalidInput', LIMIT_RULE);
}

const dateTime = (epochMs: number | null): string | null =>
  epochMs === null ? null : new Date(epochMs).toISOString();

import { contextSchema, evaluateCode } from 'local-appsync';
import { expect, it } from 'vitest';
import { timeZoneId } from '../../model/timeZones';

const CODE = `export const request = (ctx) => util.time.nowFormatted('yyyy', ctx.args.zone);
export const response = () => null;`;

/** AppSync's result for resolver code that uses the name as a time zone. */
const yearIn = (zone: string) =>
  evaluateCode(CODE, 'request', contextSchema.parse({ arguments: { zone } }));

const YEAR = expect.objectContaining({
  evaluationResult: expect.stringMatching(/^"\d{4}"$/) as string,
}) as object;

/** The local time, from the engine's own time zone database. */
const clockIn = (timeZone: string) =>
  new Date('2026-11-18T12:00:00Z').toLocaleString('en', { timeZone });

it('knows every IANA zone with an area that the JavaScript runtime supports', () => {
  const unknown = Intl.supportedValuesOf('timeZone').filter((name) => timeZoneId(name) == null);
  expect(unknown).toEqual([]);
});

it.each([
  'UTC',
  'GMT',
  'Asia/Kolkata',
  'Asia/Calcutta',
  'America/Indiana/Knox',
  'Africa/Abidjan',
  'Etc/GMT+5',
  'Etc/UCT',
  'EST5EDT',
  'US/Pacific',
  'Canada/Newfoundland',
  'Chile/EasterIsland',
  'GB-Eire',
  'W-SU',
])('accepts %s, which the runtime also accepts', (name) => {
  expect(timeZoneId(name)).toBe(name);
  expect(yearIn(name)).toEqual(YEAR);
});

it.each(['EST', 'HST', 'MST', 'ROC'])('maps %s to a name that the runtime accepts', (name) => {
  expect(yearIn(name)).not.toEqual(YEAR);
  const id = timeZoneId(name)!;
  expect(yearIn(id)).toEqual(YEAR);
  expect(clockIn(id)).toBe(clockIn(name));
});

it.each([
  '',
  '/',
  'Kolkata',
  'Asia',
  'Asia/',
  'asia/kolkata',
  'Asia/Kolk',
  'toString/x',
  'Z',
  '+05:30',
  'GMT+5',
  'PST',
  'Factory',
  'utc',
])('rejects %j', (name) => {
  expect(timeZoneId(name)).toBeNull();
});

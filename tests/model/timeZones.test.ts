import { expect, it } from 'vitest';
import { zoneOf } from '../../local/appsync/evaluator/dateTime/zone';
import { isTimeZone } from '../../model/timeZones';

it('knows every zone that the runtime of JavaScript has in an area of the IANA database', () => {
  const unknown = Intl.supportedValuesOf('timeZone').filter((name) => !isTimeZone(name));
  expect(unknown).toEqual([]);
});

it.each(['UTC', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Indiana/Knox', 'Africa/Abidjan'])(
  'knows %s',
  (name) => {
    expect(isTimeZone(name)).toBe(true);
    expect(() => zoneOf(name)).not.toThrow();
  },
);

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
])('does not know %j', (name) => {
  expect(isTimeZone(name)).toBe(false);
});

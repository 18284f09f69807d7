import { contextSchema, evaluateCode } from 'local-appsync';
import { expect, it } from 'vitest';
import { isTimeZone } from '../../model/timeZones';

const CODE = `export const request = (ctx) => util.time.nowFormatted('yyyy', ctx.args.zone);
export const response = () => null;`;

/** What AppSync says when code of a resolver gives it a name as a time zone. */
const evaluated = (zone: string) =>
  evaluateCode(CODE, 'request', contextSchema.parse({ arguments: { zone } }));

it('knows every zone that the runtime of JavaScript has in an area of the IANA database', () => {
  const unknown = Intl.supportedValuesOf('timeZone').filter((name) => !isTimeZone(name));
  expect(unknown).toEqual([]);
});

it.each(['UTC', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Indiana/Knox', 'Africa/Abidjan'])(
  'knows %s',
  (name) => {
    expect(isTimeZone(name)).toBe(true);
    expect(evaluated(name)).toEqual(
      expect.objectContaining({ evaluationResult: expect.stringMatching(/^"\d{4}"$/) as string }),
    );
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

import { isTimeZone } from '../../model/timeZones';
import { fail } from './fail';

/** The time zone that days are counted in: UTC by default. Ends the resolver if it is unknown. */
export function timeZoneOf(timezone: string | null | undefined): string {
  const name = timezone ?? 'UTC';
  if (!isTimeZone(name)) {
    fail('InvalidInput', 'timezone must be UTC or an IANA time zone such as Asia/Kolkata.');
  }
  return name;
}

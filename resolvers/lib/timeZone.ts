import { timeZoneId } from '../../model/timeZones';
import { fail } from './fail';

/** The time zone in which days are counted. Defaults to UTC. Ends the resolver if it is unknown. */
export function timeZoneOf(timezone: string | null | undefined): string {
  const id = timeZoneId(timezone ?? 'UTC');
  if (id == null) {
    fail('InvalidInput', 'timezone must be an IANA time zone such as Asia/Kolkata or UTC.');
  }
  return id;
}

import { PROFILE_SK } from '../../model/user';
import type { RecordPattern } from './recordPattern';

/**
 * A profile changed. Patterns cannot compare the images, so this includes every sign-in, and not only
 * renames.
 */
export const profileChanged: RecordPattern = {
  eventName: ['MODIFY'],
  dynamodb: { Keys: { sk: { S: [PROFILE_SK] } } },
};

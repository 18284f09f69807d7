import { util } from '@aws-appsync/utils';
import { fail } from './fail';

/** No unpaired surrogate. JSON can represent one, but UTF-8, and therefore DynamoDB, cannot. */
const WELL_FORMED = '^[^\\p{Cs}]*$';

/** Ends the resolver as `InvalidInput` for text that is not well-formed Unicode. */
export function checkWellFormed(name: string, text: string): void {
  if (!util.matches(WELL_FORMED, text)) {
    fail('InvalidInput', `${name} must be well-formed Unicode. It contains an unpaired surrogate.`);
  }
}

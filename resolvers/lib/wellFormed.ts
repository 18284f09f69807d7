import { util } from '@aws-appsync/utils';
import { fail } from './fail';

/** No half of a surrogate pair. JSON can say one; UTF-8, and with it DynamoDB, cannot. */
const WELL_FORMED = '^[^\\p{Cs}]*$';

/** Ends the resolver as `InvalidInput` for a text that is not well-formed Unicode. */
export function checkWellFormed(name: string, text: string): void {
  if (!util.matches(WELL_FORMED, text)) {
    fail('InvalidInput', `${name} must be well-formed Unicode; it has half of a surrogate pair.`);
  }
}

import { text } from '../arguments';
import { Fault, type HostFunctions } from '../invocation';

/**
 * `util.str.*`.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/str-helpers-in-util-str-js.html
 */
export const str: HostFunctions = {
  normalize(_, [value, form]) {
    const name = text(form, 'normalizationType').toUpperCase();
    if (!['NFC', 'NFD', 'NFKC', 'NFKD'].includes(name)) {
      throw new Fault(`${name} is not a normalization form`);
    }
    return text(value, 'value').normalize(name);
  },
};

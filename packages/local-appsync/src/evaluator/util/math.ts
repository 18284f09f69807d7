import { number } from '../arguments';
import type { HostFunctions } from '../invocation';

/**
 * `util.math.*`.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/math-helpers-in-util-math-js.html
 */
export const math: HostFunctions = {
  roundNum: (_, [value]) => Math.round(number(value, 'input')),
  minVal: (_, [a, b]) => Math.min(number(a, 'input1'), number(b, 'input2')),
  maxVal: (_, [a, b]) => Math.max(number(a, 'input1'), number(b, 'input2')),
  randomDouble: () => Math.random(),
  randomWithinRange: (_, [start, end]) => {
    const low = Math.ceil(number(start, 'start'));
    return low + Math.floor(Math.random() * (Math.floor(number(end, 'end')) - low + 1));
  },
};

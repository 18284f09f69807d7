import { object, text } from '../arguments';
import { INVALIDATIONS_MAX, type Extensions } from '../handler';
import { Fault, type HostFunctions, type Invocation } from '../invocation';
import { checkedFilter } from './subscriptionFilter';

/**
 * `extensions.*`. Records the calls for the executor of the request. A call where AppSync does not
 * allow it is a fault.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html
 */
export const extensions: HostFunctions = {
  setSubscriptionFilter(invocation, [filter]) {
    // The guide calls it in response handlers, AWS's own pub-sub sample in a request handler.
    onlyIn(invocation, 'setSubscriptionFilter', 'Subscription');
    recordOf(invocation).subscriptionFilter = checkedFilter(filter);
  },
  setSubscriptionInvalidationFilter(invocation, [filter]) {
    onlyIn(invocation, 'setSubscriptionInvalidationFilter', 'Subscription', 'response');
    recordOf(invocation).invalidationFilter = checkedFilter(filter);
  },
  invalidateSubscriptions(invocation, [invalidation]) {
    onlyIn(invocation, 'invalidateSubscriptions', 'Mutation', 'response');
    const { subscriptionField, payload } = object(invalidation, 'the invalidation');
    const added = {
      subscriptionField: text(subscriptionField, 'subscriptionField'),
      payload: object(payload, 'payload'),
    };
    const { invalidations } = recordOf(invocation);
    const same = JSON.stringify(added);
    if (invalidations.some((earlier) => JSON.stringify(earlier) === same)) return;
    if (invalidations.length === INVALIDATIONS_MAX) {
      throw new Fault(`invalidateSubscriptions can be called at most ${INVALIDATIONS_MAX} times`);
    }
    invalidations.push(added);
  },
  evictFromApiCache(invocation, [typeName, fieldName, keyValuePair]) {
    onlyIn(invocation, 'evictFromApiCache', 'Mutation');
    recordOf(invocation).evictions.push({
      typeName: text(typeName, 'typeName'),
      fieldName: text(fieldName, 'fieldName'),
      keyValuePair: object(keyValuePair, 'keyValuePair'),
    });
  },
};

function recordOf(invocation: Invocation): Extensions {
  invocation.extensions ??= { invalidations: [], evictions: [] };
  return invocation.extensions;
}

/** A context of EvaluateCode may omit the type. The handler is always known. */
function onlyIn(
  { parentTypeName, handler }: Invocation,
  name: string,
  type: 'Subscription' | 'Mutation',
  where?: 'response',
): void {
  const typeFits = parentTypeName === '' || parentTypeName === type;
  if (typeFits && (where === undefined || handler === where)) return;
  const place = where ? `the ${where} handler of a ${type}` : `a ${type}`;
  throw new Fault(`extensions.${name} can be called only in ${place}`);
}

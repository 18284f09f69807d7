import { describe, expect, it } from 'vitest';
import type { Evaluation, HandlerName } from '../../src/evaluator';
import { emptyContext, evaluate, run } from './handler';

const EXTENSIONS = 'https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html';

/** Runs calls in a handler of a field of a type. */
function called(
  calls: string,
  parentTypeName: string,
  handler: HandlerName = 'response',
): Evaluation {
  const code = [
    "import { extensions, util } from '@aws-appsync/utils';",
    `export function request(ctx) { ${handler === 'request' ? calls : ''} return {}; }`,
    `export function response(ctx) { ${handler === 'response' ? calls : ''} return null; }`,
  ].join('\n');
  const info = { ...emptyContext.info, parentTypeName, fieldName: 'field' };
  return evaluate(code, handler, { info });
}

const filterOf = (...filters: string[]) =>
  `{ filterGroup: [{ filters: [${filters.join(', ')}] }] }`;
const oneFilter = filterOf(`{ fieldName: 'a', operator: 'eq', value: 1 }`);
const parsedFilter = {
  filterGroup: [{ filters: [{ fieldName: 'a', operator: 'eq', value: 1 }] }],
};

describe(`extensions are recorded (${EXTENSIONS})`, () => {
  it('only when they are used', () => {
    expect(called('', 'Subscription')).not.toHaveProperty('extensions');
  });

  it('filters of a subscription, the last one wins', () => {
    const other = filterOf(`{ fieldName: 'b', operator: 'gt', value: 2 }`);
    const { extensions, raised } = called(
      `extensions.setSubscriptionFilter(${other});
       extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ a: { eq: 1 } }));
       extensions.setSubscriptionInvalidationFilter(${oneFilter});`,
      'Subscription',
    );
    expect(raised).toBeUndefined();
    expect(extensions).toEqual({
      subscriptionFilter: parsedFilter,
      invalidationFilter: parsedFilter,
      invalidations: [],
      evictions: [],
    });
  });

  it('invalidations of a mutation, each unique one once', () => {
    const { extensions } = called(
      `extensions.invalidateSubscriptions({ subscriptionField: 'onA', payload: { id: 1 } });
       extensions.invalidateSubscriptions({ subscriptionField: 'onA', payload: { id: 1 } });
       extensions.invalidateSubscriptions({ subscriptionField: 'onB', payload: {} });`,
      'Mutation',
    );
    expect(extensions).toEqual({
      invalidations: [
        { subscriptionField: 'onA', payload: { id: 1 } },
        { subscriptionField: 'onB', payload: {} },
      ],
      evictions: [],
    });
  });

  it.each(['request', 'response'] as const)('evictions of a mutation, in its %s', (handler) => {
    const { extensions } = called(
      `extensions.evictFromApiCache('Query', 'classes', { 'ctx.args.b': 1, 'ctx.args.a': 2 });`,
      'Mutation',
      handler,
    );
    expect(extensions).toEqual({
      invalidations: [],
      evictions: [
        {
          typeName: 'Query',
          fieldName: 'classes',
          keyValuePair: { 'ctx.args.b': 1, 'ctx.args.a': 2 },
        },
      ],
    });
    expect(Object.keys(extensions?.evictions[0]?.keyValuePair ?? {})).toEqual([
      'ctx.args.b',
      'ctx.args.a',
    ]);
  });

  it('and do not outlive the handler', () => {
    called(`extensions.setSubscriptionFilter(${oneFilter});`, 'Subscription');
    expect(run('return 1;')).not.toHaveProperty('extensions');
  });
});

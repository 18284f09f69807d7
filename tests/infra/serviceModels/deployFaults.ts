import type { Deployment, Resource } from '../deployment';
import { callsOf } from './calls';
import { documentedFaults, inlinePolicyFaults } from './documented';
import { errorsOf, faultsOf } from './validate';

/** What AWS would refuse of all that a deploy creates. SST tags everything with app and stage. */
export function deployFaults({ app, stage, resources }: Deployment): string[] {
  const calls = resources
    .filter(({ type }) => type.startsWith('aws:'))
    .flatMap((resource) => callsOf(resource, { 'sst:app': app.name, 'sst:stage': stage }));
  return [
    ...calls.flatMap(faultsOf),
    ...calls.flatMap(documentedFaults),
    ...inlinePolicyFaults(calls),
  ];
}

/**
 * Whether AppSync refuses to create it while it creates something else in the same API. Its model does
 * not say so of API keys; people who deploy them do.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/16211
 */
export const isRefusedMeanwhile = (resource: Resource): boolean =>
  resource.type === 'aws:appsync/apiKey:ApiKey' ||
  (/^aws:appsync\/(?!graphQLApi)/.test(resource.type) &&
    callsOf(resource, {}).some((each) =>
      errorsOf(each).includes('ConcurrentModificationException'),
    ));

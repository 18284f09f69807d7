import type { Deployment, Resource } from '../deployment';
import { callsOf } from './calls';
import { documentedFaults, inlinePolicyFaults } from './documented';
import { errorsOf, faultsOf } from './validate';

/** Everything in a deploy that AWS would reject. SST adds the app and the stage to our tags. */
export function deployFaults({ app, stage, resources }: Deployment): string[] {
  const { tags } = app.providers.aws.defaultTags;
  const calls = resources
    .filter(({ type }) => type.startsWith('aws:'))
    .flatMap((resource) => callsOf(resource, { ...tags, 'sst:app': app.name, 'sst:stage': stage }));
  return [
    ...calls.flatMap(faultsOf),
    ...calls.flatMap(documentedFaults),
    ...inlinePolicyFaults(calls),
  ];
}

/**
 * Whether AppSync rejects creating it while something else in the same API is being created. Its
 * model does not list this error for API keys, but users have reported it.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/16211
 */
export const isRefusedMeanwhile = (resource: Resource): boolean =>
  resource.type === 'aws:appsync/apiKey:ApiKey' ||
  (/^aws:appsync\/(?!graphQLApi)/.test(resource.type) &&
    callsOf(resource, {}).some((each) =>
      errorsOf(each).includes('ConcurrentModificationException'),
    ));

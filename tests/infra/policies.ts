import type { Deployment, Resource } from './deployment';
import { readPolicy, type Statement } from './iam/policy';

/** One action on one resource that a role allows. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
}

export const resourcesOf = (deployment: Deployment, type: string): readonly Resource[] =>
  deployment.resources.filter((resource) => resource.type === type);

export function resourceOf(deployment: Deployment, type: string, name: string): Resource {
  const found = resourcesOf(deployment, type).find((resource) => resource.name === name);
  if (!found) throw new Error(`${deployment.stage} has no ${type} ${name}.`);
  return found;
}

export const grantsOf = (statements: readonly Statement[]): Grant[] =>
  statements.flatMap(({ actions, resources }) =>
    actions.flatMap((action) => resources.map((resource) => ({ action, resource }))),
  );

export const readDocument = (text: string): Statement[] => readPolicy(JSON.parse(text));

/** All statements of a role. No role has an AWS managed policy. */
export function roleStatements(deployment: Deployment, role: string): Statement[] {
  const { properties, physicalName } = resourceOf(deployment, 'aws:iam/role:Role', role);
  const inline = (properties['inlinePolicies'] ?? []) as { policy: string }[];
  const attached = resourcesOf(deployment, 'aws:iam/rolePolicy:RolePolicy').filter(
    (policy) => policy.properties['role'] === physicalName,
  );
  return [
    ...inline.map(({ policy }) => policy),
    ...attached.map((policy) => String(policy.properties['policy'])),
  ].flatMap(readDocument);
}

export const roleGrants = (deployment: Deployment, role: string): Grant[] =>
  grantsOf(roleStatements(deployment, role));

/** A statement of a bucket's policy. */
export interface BucketRule extends Trust {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

export function bucketRulesOf(policy: string): BucketRule[] {
  const { Statement: statements } = JSON.parse(policy) as {
    Statement: { Effect: string; Action: string | string[]; Resource: string | string[] }[];
  };
  const trusts = trustsOf(policy);
  return statements.map(({ Effect, Action, Resource }, index) => ({
    effect: Effect,
    ...trusts[index]!,
    actions: [Action].flat(),
    resources: [Resource].flat(),
  }));
}

/** The principals that can assume a role, and the conditions. */
export interface Trust {
  readonly principals: readonly string[];
  /** By operator, then by key. One matching value is enough. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The statements of a trust policy, which is an object or JSON text. */
export function trustsOf(policy: unknown): Trust[] {
  const { Statement: statements } = (typeof policy === 'string' ? JSON.parse(policy) : policy) as {
    Statement: {
      Principal: Record<string, string | string[]>;
      Condition?: Trust['conditions'];
    }[];
  };
  return statements.map(({ Principal, Condition = {} }) => ({
    principals: Object.values(Principal).flat(),
    conditions: Condition,
  }));
}

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

/** Everything that a role allows: no policy of AWS's own is among it. */
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

/** Everybody who may take a role, whose trust policy is a document or the text of one. */
export function principalsOf(trust: unknown): string[] {
  const { Statement: statements } = (typeof trust === 'string' ? JSON.parse(trust) : trust) as {
    Statement: { Principal: Record<string, string | string[]> }[];
  };
  return statements.flatMap(({ Principal }) => Object.values(Principal).flat());
}

import type { Deployment, Resource } from './deployment';

/** One action on one resource that a role allows. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
}

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
}

export const resourcesOf = (deployment: Deployment, type: string): readonly Resource[] =>
  deployment.resources.filter((resource) => resource.type === type);

export function resourceOf(deployment: Deployment, type: string, name: string): Resource {
  const found = resourcesOf(deployment, type).find((resource) => resource.name === name);
  if (!found) throw new Error(`${deployment.stage} has no ${type} ${name}.`);
  return found;
}

export function grantsOf(document: string): Grant[] {
  const { Statement: statements } = JSON.parse(document) as { Statement: Statement[] };
  return statements.flatMap(({ Effect, Action, Resource: resources }) => {
    if (Effect !== 'Allow') throw new Error(`Only what is allowed is written down, not ${Effect}.`);
    return [Action]
      .flat()
      .flatMap((action) => [resources].flat().map((resource) => ({ action, resource })));
  });
}

/** Everything that a role allows: no policy of AWS's own is among it. */
export function roleGrants(deployment: Deployment, role: string): Grant[] {
  const { properties } = resourceOf(deployment, 'aws:iam/role:Role', role);
  const inline = (properties['inlinePolicies'] ?? []) as { policy: string }[];
  const attached = resourcesOf(deployment, 'aws:iam/rolePolicy:RolePolicy').filter(
    (policy) => policy.properties['role'] === properties['name'],
  );
  return [
    ...inline.map(({ policy }) => policy),
    ...attached.map((policy) => String(policy.properties['policy'])),
  ].flatMap(grantsOf);
}

/** Everybody who may take a role, whose trust policy is a document or the text of one. */
export function principalsOf(trust: unknown): string[] {
  const { Statement: statements } = (typeof trust === 'string' ? JSON.parse(trust) : trust) as {
    Statement: { Principal: Record<string, string | string[]> }[];
  };
  return statements.flatMap(({ Principal }) => Object.values(Principal).flat());
}

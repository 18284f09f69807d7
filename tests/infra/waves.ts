import type { Resource } from './deployment';

/**
 * The resources that Pulumi would create at the same time: first those without dependencies in the
 * list, then those that depend only on them, and so on. With one resource per wave, creation is
 * sequential.
 */
export function waves(resources: readonly Resource[]): Resource[][] {
  const byName = new Map(resources.map((each) => [`${each.type} ${each.name}`, each]));
  const depths = new Map<Resource, number>();
  const depthOf = (resource: Resource): number => {
    const known = depths.get(resource);
    if (known !== undefined) return known;
    const before = resource.dependencies.flatMap((name) => byName.get(name) ?? []);
    const depth = Math.max(-1, ...before.map(depthOf)) + 1;
    depths.set(resource, depth);
    return depth;
  };
  const found: Resource[][] = [];
  for (const resource of resources) (found[depthOf(resource)] ??= []).push(resource);
  return found;
}

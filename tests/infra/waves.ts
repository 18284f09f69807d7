import type { Resource } from './deployment';

/**
 * What Pulumi would do at once: first what depends on none of the others, then what depends on that
 * alone, and so on. With one in each wave, they are done one after another.
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

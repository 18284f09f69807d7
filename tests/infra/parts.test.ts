import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { resourcesOf } from './policies';
import { synthesize } from './synthesize';

const { prod } = await synthesize(['prod']);

/** SST's components, which `--target` names. */
const parts = prod.resources.filter(({ type }) => type.startsWith('sst:aws:'));

it('the parts that the documentation deploys alone exist', () => {
  const guide = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8');
  const named = [...guide.matchAll(/--target ([A-Za-z,]+)/g)].flatMap(([, list]) =>
    list!.split(','),
  );
  expect(named.length).toBeGreaterThan(2);
  expect(parts.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
});

// SST takes the first resource with the name.
it('a name means one part', () => {
  const names = prod.resources.map(({ name }) => name);
  const ambiguous = parts.filter(({ name }) => names.filter((each) => each === name).length > 1);
  expect(ambiguous).toEqual([]);
});

// docs/decisions/0029-no-vpc.md
it('no function is in a VPC', () => {
  const functions = resourcesOf(prod, 'aws:lambda/function:Function');
  expect(functions.length).toBeGreaterThan(5);
  expect(functions.filter(({ properties }) => properties['vpcConfig'] !== undefined)).toEqual([]);
  expect(prod.resources.filter(({ type }) => type.startsWith('aws:ec2/'))).toEqual([]);
});

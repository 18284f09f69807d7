/**
 * Writes `models.json`: the parts of AWS's published service models that cover the calls of a
 * deploy.
 *
 * The models are from botocore, AWS's own Python SDK (Apache-2.0). To update them:
 *
 *     pip download --no-deps botocore && unzip botocore-*.whl -d /tmp/botocore
 *     node scripts/launch.mjs tests/infra/serviceModels/extract.ts /tmp/botocore
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { OPERATIONS, type Model, type Models, type Shape } from './model';

type Published = Shape & { readonly [other: string]: unknown };

interface ServiceModel {
  readonly operations: Readonly<
    Record<string, { input: { shape: string }; errors?: { shape: string }[] }>
  >;
  readonly shapes: Readonly<Record<string, Published>>;
}

/** Reads the newest version of a service's API. */
function readService(data: string, service: string): ServiceModel {
  const version = readdirSync(join(data, service)).sort().at(-1)!;
  const file = join(data, service, version, 'service-2.json.gz');
  return JSON.parse(gunzipSync(readFileSync(file)).toString()) as ServiceModel;
}

/** A shape reduced to its constraints, without documentation and wire format. */
function constraintsOf({ type, required, members, member, key, value, ...rest }: Published): Shape {
  const { enum: values, min, max, pattern } = rest;
  const named = ({ shape }: { shape: string }) => ({ shape });
  return JSON.parse(
    JSON.stringify({
      type,
      required: required?.length === 0 ? undefined : required,
      members:
        members &&
        Object.fromEntries(Object.entries(members).map(([name, each]) => [name, named(each)])),
      member: member && named(member),
      key: key && named(key),
      value: value && named(value),
      enum: values,
      min,
      max,
      pattern,
    }),
  ) as Shape;
}

/** API Gateway declares the length of values only in the name of their shape. */
function lengthIn(name: string): Pick<Shape, 'min' | 'max'> {
  const [, min, max] = /^(?:String|Uri|Id)WithLengthBetween(\d+)And(\d+)$/.exec(name) ?? [];
  return min === undefined ? {} : { min: Number(min), max: Number(max) };
}

const referred = ({ members = {}, member, key, value }: Shape): string[] =>
  [...Object.values(members), member, key, value].flatMap((each) => each?.shape ?? []);

function extract(data: string, service: string, operations: readonly string[]): Model {
  const published = readService(data, service);
  const shapes: Record<string, Shape> = {};
  const visit = (name: string): void => {
    if (name in shapes) return;
    shapes[name] = { ...lengthIn(name), ...constraintsOf(published.shapes[name]!) };
    referred(shapes[name]).forEach(visit);
  };
  const used = operations.map((name) => {
    const { input, errors = [] } = published.operations[name]!;
    visit(input.shape);
    return [name, { input: input.shape, errors: errors.map(({ shape }) => shape) }] as const;
  });
  return { operations: Object.fromEntries(used), shapes };
}

const folder = process.argv[2]!;
const [info] = readdirSync(folder).filter((each) => each.endsWith('.dist-info'));
const data = join(folder, 'botocore/data');
const models: Models = {
  source: info!.replace('.dist-info', ''),
  services: Object.fromEntries(
    Object.entries(OPERATIONS).map(([service, operations]) => [
      service,
      extract(data, service, operations),
    ]),
  ),
};
// One line per shape and operation, so that an update produces a readable diff.
const lines = JSON.stringify(models).replace(/"(\w+)":\{"(type|min|input|operations)":/g, '\n$&');
writeFileSync(fileURLToPath(new URL('models.json', import.meta.url)), `${lines}\n`);

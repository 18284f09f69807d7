/**
 * What the SST CLI runs for a deploy, with Pulumi's mocks in place of its engine: every resource
 * that the program registers is recorded, and none is created. `synthesize.ts` bundles and runs
 * this file, with `$app` and `$cli` as globals and the path of the output file as the last
 * argument.
 */
import crypto from 'node:crypto';
import { writeFileSync, writeSync } from 'node:fs';
import { run } from '../../.sst/platform/src/auto/run';
import config from '../../sst.config';
import { answer, idOf, outputsOf, physicalName } from './aws';
import type { Program, Resource } from './deployment';

const { runtime } = $util;

/** Marks a secret on its way to Pulumi's engine. AWS receives the value. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

function reveal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reveal);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if ((value as Record<string, unknown>)[SIGNATURE] === SECRET) {
    return reveal((value as { value: unknown }).value);
  }
  return Object.fromEntries(entries.map(([key, each]) => [key, reveal(each)]));
}

interface Registration {
  getType(): string;
  getName(): string;
  getRetainondelete(): boolean;
  getDeletebeforereplace(): boolean;
  getDependenciesList(): string[];
}

type Unseen = 'retained' | 'removedFirst' | 'dependencies';

/** Details of a resource that the mocks do not receive, by `<type> <name>`. */
const registered = new Map<string, Pick<Resource, Unseen>>();

/** `urn:pulumi:<stage>::<app>::<type of parent>$<type>::<name>` */
function identify(urn: string): string {
  const [, , type = '', name] = urn.split('::');
  return `${type.split('$').at(-1)} ${name}`;
}

async function deploy(): Promise<Program> {
  // Fixes the random suffixes of names, and the date from which the expiry of the API key counts.
  crypto.randomBytes = ((size: number) => Buffer.alloc(size)) as typeof crypto.randomBytes;
  Date.now = () => Date.UTC(2026, 0, 15, 12);

  const resources: Omit<Resource, Unseen>[] = [];
  await runtime.setMocks(
    {
      call: ({ token, inputs }) => answer(token, inputs as Record<string, unknown>),
      newResource: ({ type, name, inputs }) => {
        const properties = reveal(inputs) as Record<string, unknown>;
        resources.push({ type, name, properties, physicalName: physicalName(name, properties) });
        return {
          id: idOf(type, name, properties),
          state: { ...(inputs as object), ...outputsOf(type, name, properties) },
        };
      },
    },
    $app.name,
    $app.stage,
  );
  const monitor = runtime.getMonitor() as unknown as {
    registerResource(request: Registration, ...rest: unknown[]): unknown;
  };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, ...rest) => {
    registered.set(`${request.getType()} ${request.getName()}`, {
      retained: request.getRetainondelete(),
      removedFirst: request.getDeletebeforereplace(),
      dependencies: request.getDependenciesList().map(identify),
    });
    return register(request, ...rest);
  };

  const secretOutputs: string[] = [];
  const outputs = await runtime.runInPulumiStack(async () => {
    const results = (await run(config.run as never)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(results)) {
      if ($util.Output.isInstance(value) && (await $util.isSecret(value))) secretOutputs.push(name);
    }
    return results;
  });
  await runtime.disconnect();
  return {
    resources: resources.map((resource) => ({
      ...resource,
      ...registered.get(`${resource.type} ${resource.name}`)!,
    })),
    outputs: outputs as Record<string, unknown>,
    secretOutputs,
  };
}

// Most of the program runs in Pulumi callbacks that are not awaited: Pulumi continues, and fails at
// the end with all errors.
const faults = new Set<string>();
process.on('unhandledRejection', (error) => {
  faults.add(error instanceof Error ? error.message : String(error));
  setTimeout(() => {
    // A fault that is found after resources were created leaves them behind.
    const created = [...registered.keys()].filter((each) => each.startsWith('aws:'));
    if (created.length > 0) faults.add(`${created.length} resources were created by then.`);
    writeSync(2, [...faults].join('\n'));
    process.exit(1);
  }, 100);
});

void deploy().then((program) => {
  writeFileSync(process.argv.at(-1)!, JSON.stringify(program));
  process.exit();
});

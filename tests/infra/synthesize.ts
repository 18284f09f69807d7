import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { installPlatform, platformFolder } from '../../infra/platform/install';
import { bundleLambda } from '../support/lambdaBundle';
import { ASSETS } from './aws';
import type { App, Deployment, FunctionBuild, Program } from './deployment';
import { oncePerRun } from './sharedSyntheses';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Values of a stage's secrets, which must not appear anywhere. */
export const SECRETS: Readonly<Record<string, string>> = {
  GithubClientId: 'value-of-the-client-id',
  GithubClientSecret: 'value-of-the-client-secret',
  JwtSecret: 'value-of-the-jwt-secret-with-32-bytes',
};

/** Settings with which the stages are deployed. */
export const SETTINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  preview: { DNS_ZONE_ID: 'Z0123456789ABCDEFGHIJ' },
  prod: { DNS_ZONE_ID: 'Z0123456789ABCDEFGHIJ', ALARM_EMAIL: 'ops@example.com' },
};

/**
 * Runs `sst.config.ts` for stages as a deploy does, with SST's own components, and returns what
 * each deploy would create.
 *
 * @param options.root a copy of the product. Default: this repository.
 * @param options.secrets secrets that were set with `sst secret set`
 * @param options.settings environment variables of each stage
 * @param options.live the stages that run under `sst dev`
 * @throws Error with the message of the deploy, when it would stop before it reaches AWS
 */
export async function synthesize<Stage extends string>(
  stages: readonly Stage[],
  options: {
    root?: string;
    secrets?: Readonly<Record<string, string>>;
    settings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    live?: readonly Stage[];
  } = {},
): Promise<Record<Stage, Deployment>> {
  const { root = repository, secrets = SECRETS, settings = SETTINGS, live = [] } = options;
  let begun: Promise<Harness> | undefined;
  try {
    const deployments = await Promise.all(
      stages.map(async (stage) => {
        const deploy = {
          root,
          stage,
          secrets,
          settings: settings[stage],
          live: live.includes(stage),
        };
        const synthesizeOne = async () => runStage(await (begun ??= startHarness(root)), deploy);
        const deployment =
          root === repository ? await oncePerRun(deploy, synthesizeOne) : await synthesizeOne();
        return [stage, deployment] as const;
      }),
    );
    return Object.fromEntries<Deployment>(deployments) as Record<Stage, Deployment>;
  } finally {
    await (await begun)?.close();
  }
}

/** What the syntheses of a call share: the bundled program, and the server that builds functions. */
interface Harness {
  readonly folder: string;
  readonly program: string;
  readonly server: Awaited<ReturnType<typeof startSstServer>>;
  close(): Promise<void>;
}

async function startHarness(root: string): Promise<Harness> {
  installPlatform();
  // Inside the platform's folder, so that the program's imports resolve.
  const folder = mkdtempSync(join(platformFolder, 'synthesis-'));
  const server = await startSstServer(root, folder);
  const close = async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  };
  const program = join(folder, 'program.cjs');
  try {
    await bundleProgram(root, program);
  } catch (error) {
    await close();
    throw error;
  }
  return { folder, program, server, close };
}

interface Deploy {
  readonly root: string;
  readonly stage: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, string>> | undefined;
  readonly live: boolean;
}

async function runStage({ folder, program, server }: Harness, deploy: Deploy): Promise<Deployment> {
  const { root, stage, secrets, settings, live } = deploy;
  const app = await readApp(root, stage);
  const paths = { home: folder, root, work: join(folder, stage), platform: platformFolder };
  const globals = {
    $app: { ...app, stage },
    $cli: { command: 'deploy', paths, state: { version: {} } },
    $dev: live,
  };
  const deployed = await runProgram(program, globals, {
    SST_SERVER: `${server.url}/${stage}`,
    ...settings,
    ...Object.fromEntries(
      Object.entries(secrets).map(([name, value]) => [`SST_SECRET_${name}`, value]),
    ),
  });
  const builds = server.builds.filter((build) => build.stage === stage);
  return { ...deployed, stage, app, builds };
}

async function runProgram(
  program: string,
  globals: { $cli: { paths: { root: string; work: string } } },
  env: Readonly<Record<string, string>>,
): Promise<Program> {
  const { root, work } = globals.$cli.paths;
  mkdirSync(work);
  const answer = join(work, 'answer.json');
  const child = spawn(process.execPath, [program, JSON.stringify(globals), answer], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], ...env },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(said.trim());
  return JSON.parse(readFileSync(answer, 'utf8')) as Program;
}

/** Calls `app()`, as the CLI does first. */
async function readApp(root: string, stage: string): Promise<App> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'sst.config.ts')],
    write: false,
    format: 'esm',
    banner: { js: 'const $config = (config) => config;' },
  });
  const { default: config } = (await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(outputFiles[0]!.text)}`
  )) as { default: { app(input: { stage: string }): App } };
  return config.app({ stage });
}

/**
 * Used by Pulumi only to serialize functions, which the program never does. They take half of its
 * startup time.
 */
const UNUSED = ['typescript', '@npmcli/arborist'];

/** Runs before the program and sets the CLI's globals. */
const PRELUDE = `
  Object.assign(globalThis, JSON.parse(process.argv[2]));
  // Pulumi reads a stack trace for each of thousands of promises. A deploy stops with messages only.
  Error.stackTraceLimit = 0;
  const { Module } = require('node:module');
  const load = Module.prototype.require;
  Module.prototype.require = function (id) {
    return ${JSON.stringify(UNUSED)}.includes(id) ? {} : load.call(this, id);
  };`;

/** Bundles the program as the CLI does. Packages of the platform stay external, to save time. */
async function bundleProgram(root: string, outfile: string): Promise<void> {
  await build({
    stdin: {
      contents: `
        import * as aws from '@pulumi/aws';
        import * as sst from '${platformFolder}/src/components';
        Object.assign(globalThis, { aws, sst });
        import './tests/infra/deploy';`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2023',
    mainFields: ['module', 'main'],
    outfile,
    banner: { js: PRELUDE },
    inject: [`${platformFolder}/src/shim/run.js`],
    define: { $app: 'globalThis.$app', $cli: 'globalThis.$cli', $dev: 'globalThis.$dev' },
    logLevel: 'silent',
    plugins: [
      {
        name: 'platform-packages',
        setup({ onResolve }) {
          onResolve({ filter: /^[^./]/ }, ({ path, importer }) =>
            importer.startsWith(platformFolder) || path.startsWith('@pulumi/')
              ? { path, external: true }
              : undefined,
          );
        },
      },
    ],
  });
}

type BuildRequest = Omit<FunctionBuild, 'code'>;

interface Built {
  /** The folder that SST zips. */
  readonly out: string;
  readonly code: string;
}

/** Serves the requests of SST's components to the CLI. The stage is in the path. */
async function startSstServer(root: string, folder: string) {
  const builds: (FunctionBuild & { stage: string })[] = [];
  const built = new Map<string, Promise<Built>>();

  /**
   * Builds each function once for all stages. Names are not minified, so that tests can find them.
   */
  async function buildFunction(request: BuildRequest): Promise<Built> {
    const { outputFiles } = await bundleLambda(
      join(root, request.handler.replace(/\.\w+$/, '.ts')),
      { ...request.properties, minify: false },
    );
    const out = join(folder, request.functionID);
    mkdirSync(out);
    writeFileSync(join(out, 'bundle.mjs'), outputFiles[0]!.contents);
    return { out, code: outputFiles[0]!.text };
  }

  async function respond(stage: string, method: string, request: BuildRequest): Promise<unknown> {
    if (method === 'Provider.Aws.Bootstrap') return { asset: ASSETS };
    // Endpoints that connect functions to the machine that runs `sst dev`.
    if (method === 'Provider.Aws.Appsync') return { http: 'events', realtime: 'events-realtime' };
    if (method === 'Runtime.AddTarget') return {};
    if (method !== 'Runtime.Build') throw new Error(`SST asks something new: ${method}`);
    const building = built.get(request.functionID) ?? buildFunction(request);
    built.set(request.functionID, building);
    const { out, code } = await building;
    builds.push({ ...request, stage, code });
    return { handler: 'bundle.handler', out, errors: [], sourcemaps: [] };
  }

  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { method, params } = JSON.parse(await textOf(incoming)) as {
        method: string;
        params: [BuildRequest];
      };
      const stage = incoming.url?.split('/')[1] ?? '';
      const answer = await respond(stage, method, params[0]).then(
        (result) => ({ result }),
        (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
      );
      outgoing.end(JSON.stringify(answer));
    })();
  });
  // Otherwise the server closes an idle connection at the moment that a busy program reuses it.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    builds,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { packageManager } from '../../../../package.json';
import manifest from '../../package.json';
import { givenNotesTable } from '../givenNotesTable';

const own = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

const folder = mkdtempSync(join(tmpdir(), 'local-appsync-'));
afterAll(() => rmSync(folder, { recursive: true }));
const installed = join(folder, 'node_modules/local-appsync');

/** Links a package that is installed here into another `node_modules`, under its name. */
function link(name: string, modules: string): void {
  mkdirSync(dirname(join(modules, name)), { recursive: true });
  symlinkSync(join(own, 'node_modules', name), join(modules, name));
}

const [pnpm] = packageManager.split('+') as [string];
const { stdout } = await run(
  'npx',
  ['--yes', '--prefer-offline', pnpm, 'pack', '--json', '--pack-destination', folder],
  { cwd: own },
);
const { filename } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { filename: string };

// Like an installation: the tarball, its declared dependencies beneath it, and next to it the
// packages that the example itself uses.
mkdirSync(installed, { recursive: true });
execFileSync('tar', ['-xzf', filename, '-C', installed, '--strip-components=1']);
const packed = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as typeof manifest;
for (const name of Object.keys(packed.dependencies)) link(name, join(installed, 'node_modules'));
for (const name of ['@aws-sdk/client-dynamodb', '@types/node'])
  link(name, join(folder, 'node_modules'));

const { endpoint } = await givenNotesTable();

it('the tarball contains the build, the example and the pages, but no source', () => {
  const files = execFileSync('tar', ['-tzf', filename], { encoding: 'utf8' }).trim().split('\n');
  const besidesExamples = files.filter((file) => !file.startsWith('package/examples/notes/'));
  expect(besidesExamples.sort()).toEqual(
    [
      'BEHAVIOURS.md',
      'CHANGELOG.md',
      // From the repository: pnpm adds it.
      'LICENSE',
      'README.md',
      'dist/appsync.prelude.graphql',
      'dist/index.d.ts',
      'dist/index.js',
      'dist/library.d.ts',
      'dist/realmSetup.js',
      'package.json',
    ].map((file) => `package/${file}`),
  );
  expect(packed.exports['.']).toEqual(manifest.publishConfig.exports['.']);
  expect(packed.private).toBe(true);
});

it('the example is checked and runs from the tarball, in an otherwise empty folder', async () => {
  cpSync(join(installed, 'examples/notes'), join(folder, 'notes'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(folder, 'main.ts'),
    `
      import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
      import { checkTypes, createApi, described, serveApi } from 'local-appsync';
      import { createNotes } from './notes/api.js';

      const client = new DynamoDBClient({
        endpoint: '${endpoint}',
        region: 'local',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });
      const { graphqlUrl } = await serveApi(createNotes(client, 'Notes'));
      const refused = checkTypes({ code: 'export const request = () => new Date();' });
      console.log(JSON.stringify({ graphqlUrl, refused: refused.map(described) }));

      // @ts-expect-error: the declarations say what a definition has.
      export const wrong = () => createApi({ schema: 1 });
    `,
  );
  const compiler = join(installed, 'node_modules/typescript/bin/tsc');
  const options = [
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--strict',
    '--types',
    'node',
    '--skipLibCheck',
  ];
  const compiled = run(process.execPath, [compiler, ...options, 'main.ts'], { cwd: folder });
  // The compiler prints its errors to stdout.
  expect(await compiled.catch((error: { stdout: string }) => error)).toMatchObject({ stdout: '' });

  const example = spawn(process.execPath, ['main.js'], { cwd: folder });
  const ended = once(example, 'close');
  onTestFinished(async () => {
    example.kill();
    await ended;
  });
  const failed = text(example.stderr).then((words) => Promise.reject(new Error(words)));
  const [line] = (await Promise.race([once(example.stdout, 'data'), failed])) as [Buffer];
  failed.catch(() => undefined);
  const { graphqlUrl, refused } = JSON.parse(String(line)) as {
    graphqlUrl: string;
    refused: string[];
  };
  expect(refused).toEqual([expect.stringMatching(/^code:1:34: .+ \(TS\d+\)$/)]);

  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { authorization: 'ada' },
    body: JSON.stringify({ query: 'mutation { writeNote(text: "hello") { author text shout } }' }),
  });
  expect(await response.json()).toEqual({
    data: { writeNote: { author: 'ada', text: 'hello', shout: 'HELLO!' } },
  });
});

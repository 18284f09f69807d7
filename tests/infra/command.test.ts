import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { examples } from '../../infra/settings';
import manifest from '../../package.json';
import { readEnvironment } from '../../infra/platform/environment';
import { checkTargets, outputsOf, readState } from '../../infra/platform/state';
import { copyProduct } from '../support/copiedProduct';
import { openTerminal, press, run } from '../support/process';

const product = copyProduct(mkdtempSync(join(tmpdir(), 'akasha-')));
afterAll(() => rmSync(product, { recursive: true }));

/**
 * What `sst state export` prints of a stage. SST's own URNs: the type begins with the types of the
 * resource's parents.
 */
const state = {
  stack: 'organization/akasha-labs/dev',
  latest: {
    resources: [
      {
        urn: 'urn:pulumi:dev::akasha-labs::pulumi:pulumi:Stack::akasha-labs-dev',
        type: 'pulumi:pulumi:Stack',
        outputs: {
          _protect: false,
          api: 'https://api.example.com/graphql',
          apiKey: {
            '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
            ciphertext: 'v1:Zm9v',
          },
        },
      },
      {
        urn: 'urn:pulumi:dev::akasha-labs::sst:aws:Dynamo::Users',
        type: 'sst:aws:Dynamo',
      },
      {
        urn: 'urn:pulumi:dev::akasha-labs::sst:aws:Dynamo$aws:dynamodb/table:Table::UsersTable',
        type: 'aws:dynamodb/table:Table',
      },
    ],
  },
};
const decrypted = structuredClone(state);
Object.assign(decrypted.latest.resources[0]!.outputs!.apiKey, {
  ciphertext: '',
  plaintext: '"da2-value-of-the-key"',
});

/** Prints its arguments, or the state. */
const standIn = join(product, 'standIn.mjs');
writeFileSync(
  standIn,
  `#!/usr/bin/env node
  const args = process.argv.slice(2);
  const isExport = args.includes('export');
  if (isExport && args.includes('new')) {
    console.error('✕  Could not pull state');
    process.exit(1);
  }
  const state = args.includes('--decrypt') ? ${JSON.stringify(decrypted)} : ${JSON.stringify(state)};
  if (args[0] === 'dev') {
    setInterval(() => {}, 1000);
    process.on('SIGINT', () => {
      console.log('unlocked');
      process.exit();
    });
  }
  // A state has several megabytes.
  const padding = 'x'.repeat(5_000_000);
  console.log(isExport ? JSON.stringify({ ...state, padding }) : 'sst ' + args.join(' '));
  if (args[0] === 'refresh') process.exit(1);
  `,
  { mode: 0o755 },
);

const files = new Set<string>();
afterEach(() => {
  for (const file of files) rmSync(file);
  files.clear();
});

function givenFile(name: string, content: string): void {
  const file = join(product, name);
  files.add(file);
  writeFileSync(file, content);
}

/** An environment without the settings of the machine that runs the tests. */
const bare = Object.fromEntries(
  [...Object.keys(examples), 'SST_STAGE'].map((name) => [name, undefined]),
);

/** Runs a script of package.json with a stand-in for SST. */
async function command(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { ended, stdout, stderr } = run('infra/platform/command.ts', [...args], {
    product,
    env: { ...bare, SST_BIN_PATH: standIn, ...env },
  });
  return { code: await ended, stdout: stdout(), lines: stderr().split('\n').slice(0, -1) };
}

/** Settings of SST that make it run offline. */
const OFFLINE = {
  SST_SKIP_DEPENDENCY_CHECK: '1',
  SST_NO_BUN: '1',
  SST_TELEMETRY_DISABLED: '1',
  AWS_EC2_METADATA_DISABLED: 'true',
};

it.each(['deploy', 'remove', 'dev', 'diff', 'outputs', 'sst'] as const)(
  'package.json installs what is missing before %s',
  (name) => {
    expect(manifest.scripts[name]).toBe(
      `node scripts/install.mjs && node scripts/launch.mjs infra/platform/command.ts ${name}`,
    );
  },
);

describe('the stage of a command', () => {
  it.each([
    ['--stage', ['--stage', 'ada'], { SST_STAGE: 'dev' }, 'ada', '--stage'],
    ['--stage, behind a literal --', ['--', '--stage=ada'], {}, 'ada', '--stage'],
    ['STAGE', [], { STAGE: 'ada', SST_STAGE: 'dev' }, 'ada', 'STAGE in the shell'],
    ['SST_STAGE', [], { SST_STAGE: 'ada' }, 'ada', 'SST_STAGE in the shell'],
    ['.env, for an empty shell', [], {}, 'dev', 'STAGE in .env'],
  ])('is that of %s', async (_where, args, env, stage, origin) => {
    if (origin === 'STAGE in .env') givenFile('.env', 'STAGE=dev');
    const { code, stdout, lines } = await command(['remove', ...args], env);
    expect(lines).toEqual([`Stage ${stage}, from ${origin}`]);
    expect(stdout).toMatch(new RegExp(`^sst remove --stage ${stage}\\b`));
    expect(code).toBe(0);
  });

  it.each([
    ['deploy', []],
    ['outputs', []],
    ['sst', ['--mode', 'basic', 'dev']],
    ['sst', ['unlock', '--stage']],
  ])('must be given to %s %s', async (name, args) => {
    const { code, stdout, lines } = await command([name, ...args]);
    expect(lines).toEqual([
      'There is no stage: use --stage <name>, or set STAGE in the shell or in .env.',
    ]);
    expect([code, stdout]).toEqual([1, '']);
  });

  it.each([
    ['production', /^The stage "production" would not be protected\./],
    ['', /^The stage "" must consist of/],
  ])('cannot be "%s"', async (stage, message) => {
    const { code, stdout, lines } = await command(['deploy', `--stage=${stage}`]);
    expect(lines).toEqual([expect.stringMatching(message)]);
    expect([code, stdout]).toEqual([1, '']);
  });

  it('cannot differ from STAGE', async () => {
    givenFile('.env.dev', 'STAGE=prod');
    for (const name of ['deploy', 'remove']) {
      const { code, stdout, lines } = await command([name, '--stage', 'dev']);
      expect(lines.at(-1)).toBe(
        'STAGE must be the stage of the command, if both are given, not "prod".',
      );
      expect([code, stdout]).toEqual([1, '']);
    }
  });
});

describe('a setting', () => {
  it('is reported with its place, but without its value', async () => {
    givenFile('.env', 'ALARM_EMAIL=ops@example.com\nBUDGET_MONTHLY_USD=7\nENABLE_WAF=');
    givenFile('.env.dev', 'AWS_PROFILE=forgotten\nBUDGET_MONTHLY_USD=8');
    const { code, lines } = await command(['deploy', '--stage', 'dev'], {
      AWS_PROFILE: 'ours',
      ALARM_EMAIL: 'ada@example.com',
    });
    expect(lines).toEqual([
      'Stage dev, from --stage',
      'AWS_PROFILE, from .env.dev, which overrides the shell',
      'ALARM_EMAIL, from the shell, which overrides .env',
      'BUDGET_MONTHLY_USD, from .env.dev, which overrides .env',
    ]);
    expect(code).toBe(0);
  });

  it.each(['deploy', 'refresh'])('that is wrong stops %s before SST starts', async (name) => {
    givenFile('.env.dev', 'DOMAIN=https://example.com\nALARM_MAIL=ops@example.com');
    const { code, stdout, lines } = await command(['sst', name, '--stage', 'dev']);
    expect(lines.slice(1)).toEqual([
      'ALARM_MAIL is not a setting. Did you mean ALARM_EMAIL?',
      expect.stringMatching(/^DOMAIN must be a domain/),
    ]);
    expect([code, stdout]).toEqual([1, '']);
  });

  it('cannot stop a command that does not use it', async () => {
    const args = ['remove', '--stage', 'prod'];
    expect(await command(args, { DOMAIN: 'wrong' })).toMatchObject({ code: 0 });
  });

  it('of another region stops every command', async () => {
    const args = ['sst', 'secret', 'list', '--stage', 'prod'];
    const { code, stdout, lines } = await command(args, { AWS_REGION: 'us-east-1' });
    expect(lines.at(-1)).toBe(
      'AWS_REGION must be ap-south-1, the only region of the product, not "us-east-1".',
    );
    expect([code, stdout]).toEqual([1, '']);
  });

  it('has the value that SST reads from the same files', () => {
    givenFile(
      '.env',
      'V_A=file\r\nV_B=file\n\n# Why\nV_C=file\nV_D="two words"\nexport V_E=x\n V_F = x # why\nV_G=\nV_J=file',
    );
    givenFile('.env.dev', `V_B=stage\nV_C=stage\nV_H='a#b'\nV_I="two\nlines"\n`);
    const shell = { V_A: 'shell', V_B: 'shell', V_J: '' };
    const { env } = readEnvironment(product, shell, 'dev');
    expect(env).toMatchObject({
      V_A: 'shell',
      V_B: 'stage',
      V_C: 'stage',
      V_I: 'two\nlines',
      V_J: '',
    });
    expect(readBySst(shell)).toEqual(env);
  });

  it.each(['nonsense', '\uFEFFV_B=file', 'V_C="no end'])(
    'is refused in a file that SST would ignore because of %j',
    async (line) => {
      givenFile('.env', `${line}\nV_A=file\n`);
      expect(readBySst({})).toEqual({});
      const { code, stdout, lines } = await command(['deploy', '--stage', 'dev']);
      expect(lines).toEqual([
        '.env, line 1 is not NAME=value, for which SST may ignore the whole file.',
      ]);
      expect([code, stdout]).toEqual([1, '']);
    },
  );
});

/** The variables `V_A` to `V_J` that the real SST gives to a program. */
function readBySst(shell: NodeJS.ProcessEnv): unknown {
  const names = Array.from('ABCDEFGHIJ', (letter) => `V_${letter}`);
  const config = join(product, 'printEnvironment.config.ts');
  const output = join(product, 'environment.json');
  // SST evaluates `app` before it looks for credentials, which there are none of.
  writeFileSync(
    config,
    `export default $config({
      app() {
        const entries = ${JSON.stringify(names)}.map((name) => [name, process.env[name]]);
        require('node:fs').writeFileSync('${output}', JSON.stringify(Object.fromEntries(entries)));
        return { name: 'akasha-labs', home: 'aws', providers: { aws: '7.20.0' } };
      },
      async run() {},
    });`,
  );
  spawnSync('node_modules/.bin/sst', ['state', 'list', '--stage', 'dev', '--config', config], {
    cwd: product,
    env: { PATH: process.env['PATH'], HOME: product, ...OFFLINE, ...shell },
  });
  return JSON.parse(readFileSync(output, 'utf8'));
}

describe('--target and --exclude', () => {
  it.each(['deploy', 'remove'])('name parts of the last deploy, for %s', async (name) => {
    const args = ['--stage', 'dev', '--target', 'Users,UsersTable'];
    const { code, stdout } = await command([name, ...args]);
    expect([code, stdout]).toEqual([0, `sst ${name} --stage dev ${args.join(' ')}\n`]);
  });

  it('that name others are refused, with the parts that there are', async () => {
    for (const option of ['--target=Users,Userz', '--exclude=Userz']) {
      const { code, stdout, lines } = await command(['deploy', '--stage', 'dev', option]);
      expect(lines.slice(1)).toEqual([
        'The last deploy of dev created no resource "Userz".',
        'Deploy a new part with the whole stage: `npx pnpm run deploy --stage dev`.',
        'Parts of dev: Users',
      ]);
      expect([code, stdout]).toEqual([1, '']);
    }
  });

  it('cannot deploy one part of a stage that was never deployed', async () => {
    const { code, stdout, lines } = await command(['deploy', '--stage', 'new', '--target', 'Api']);
    expect(lines.slice(1)).toEqual([
      '✕  Could not pull state',
      'Could not read the state of new. If the stage was never deployed, run `npx pnpm run deploy --stage new` first.',
    ]);
    expect([code, stdout]).toEqual([1, '']);
    // Everything was removed.
    expect(() => checkTargets(['Api'], readState('{"stack":"x"}'), 'dev')).toThrow(
      'The last deploy of dev created no resource "Api".',
    );
  });
});

describe('pnpm outputs', () => {
  it('prints the outputs of a stage, without its secrets', async () => {
    const { code, stdout } = await command(['outputs', 'dev']);
    expect([code, stdout]).toEqual([
      0,
      'api     https://api.example.com/graphql\napiKey  [secret]\n',
    ]);
  });

  it('prints JSON, with secrets if asked for', async () => {
    const { stdout } = await command(['outputs', '--stage', 'dev', '--json', '--show-secrets']);
    expect(JSON.parse(stdout)).toEqual({
      api: 'https://api.example.com/graphql',
      apiKey: 'da2-value-of-the-key',
    });
  });

  it('has none when the stage is removed', () => {
    expect(outputsOf(readState('{"latest":{"resources":null}}'))).toEqual({});
    expect(outputsOf(readState('{"latest":null}'))).toEqual({});
  });
});

describe('SST', () => {
  it.each(['deploy', 'diff', 'dev', 'remove'])('has each option of %s', async (name) => {
    const [usage, help] = await Promise.all([
      command([name, '--help']),
      command(['sst', name, '--help'], { ...OFFLINE, SST_BIN_PATH: undefined }),
    ]);
    const options = [...usage.stdout.matchAll(/\[--([\w-]+)/g)].map(([, option]) => option);
    expect(options).toContain('stage');
    for (const option of options) expect(help.stdout).toMatch(new RegExp(`^ +--${option} `, 'm'));
  });

  it('runs without a stage if the command needs none', async () => {
    const { code, stdout } = await command(['sst', 'version'], {
      ...OFFLINE,
      SST_BIN_PATH: undefined,
    });
    expect([code, stdout.trim()]).toEqual([0, 'sst 4.17.1']);
  });

  it('that fails makes the command fail', async () => {
    expect((await command(['sst', 'refresh', '--stage', 'dev'])).code).toBe(1);
  });

  it('cleans up after Ctrl-C before the command ends', async () => {
    const script = [join(product, 'scripts/launch.mjs'), 'infra/platform/command.ts'];
    const terminal = openTerminal([process.execPath, ...script, 'dev', '--stage', 'dev'], {
      cwd: product,
      env: { ...process.env, ...bare, SST_BIN_PATH: standIn },
    });
    await terminal.until(/^sst dev/);
    press(terminal, 'SIGINT');
    expect(await terminal.ended).toBe(0);
    expect(terminal.stdout()).toMatch(/unlocked\n$/);
  });
});

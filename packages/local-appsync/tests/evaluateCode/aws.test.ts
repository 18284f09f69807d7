import { spawn } from 'node:child_process';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { differenceOf } from '../behaviours/codeCase';
import { fingerprint, RECORDINGS, sourceOf } from '../behaviours/recordings';
import { awsTarget } from './aws';
import { dependsOnClock, evaluatedBehaviours, type EvaluatedBehaviour } from './cases';
import { keep, recordedAfter } from './recordings';
import { startStandIn, type StandIn } from './standIn';

const find = (id: string): EvaluatedBehaviour => {
  const found = evaluatedBehaviours.find((each) => each.id === id);
  if (!found) throw new Error(`There is no behaviour ${id}.`);
  return found;
};

/**
 * The behaviour that an engine contradicts when it evaluates the right side of `??` only on demand.
 */
const LAZY = find('OPERATOR-coalesce-call');

const credentials = (url: string) => ({
  AWS_ENDPOINT_URL: url,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
});

let standIn: StandIn;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'evaluate-aws-'));
  standIn = await startStandIn((code) =>
    code === LAZY.evaluates.code
      ? { evaluationResult: '["a",["a"]]', logs: [], stash: '{}', outErrors: '[]' }
      : undefined,
  );
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await standIn.close();
  await rm(home, { recursive: true });
});

/**
 * Runs the documented command for the behaviours of `??`, without the environment of this machine.
 */
async function command(environment: Record<string, string>) {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', 'everyBehaviour'];
  const child = spawn(process.execPath, [...vitest, '-t', 'OPERATOR-coalesce'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      AWS_EC2_METADATA_DISABLED: 'true',
      TARGET: 'aws',
      ...environment,
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exit = await new Promise((resolve) => child.once('close', resolve));
  return { exit, output };
}

describe("AWS's EvaluateCode, represented by a stand-in", () => {
  it('is called for every behaviour that a signed request can show', async () => {
    for (const [name, value] of Object.entries(credentials(standIn.url))) vi.stubEnv(name, value);
    const target = await awsTarget();
    const before = standIn.count();
    const differences = await Promise.all(
      evaluatedBehaviours.map(async ({ id, evaluates }) => {
        const difference = differenceOf(evaluates.expected, await target.evaluate(evaluates));
        return difference === null ? [] : [`${id}: ${difference}`];
      }),
    );
    expect(differences.flat()).toEqual([
      `${LAZY.id}: expected ["a",["a","b"]], answered ${JSON.stringify('["a",["a"]]')}`,
    ]);
    expect(standIn.count() - before).toBe(evaluatedBehaviours.length);
    expect(target.isAws()).toBe(false);
  });

  it('is called by one command that prints differences and records no stand-in', async () => {
    const recordings = await readFile(RECORDINGS, 'utf8');
    const { exit, output } = await command(credentials(standIn.url));
    expect(exit).toBe(1);
    expect(output).toContain(
      `differs      ${LAZY.id} (recorded): expected ["a",["a","b"]], answered`,
    );
    expect(output).toContain('as expected  OPERATOR-coalesce-chain (unconfirmed)');
    expect(output).toContain('not asked    UTIL-time-now-ms: it depends on the clock');
    expect(output).toMatch(/EvaluateCode in eu-west-1: \d+ as expected, 1 differ, \d+ not asked\./);
    expect(await readFile(RECORDINGS, 'utf8')).toBe(recordings);
  });

  it('is not called without credentials: the command fails and names what it needs', async () => {
    const { exit, output } = await command({ AWS_REGION: 'eu-west-1' });
    expect(exit).toBe(1);
    expect(output).toContain(
      'TARGET=aws needs a region and credentials that may call appsync:EvaluateCode',
    );
  });

  it.each([
    ['a region', { AWS_REGION: '' }],
    ['credentials', { AWS_ACCESS_KEY_ID: '', AWS_EC2_METADATA_DISABLED: 'true' }],
  ])('is not called without %s', async (_, missing) => {
    const none = join(home, 'none');
    const environment = {
      ...credentials(standIn.url),
      AWS_CONFIG_FILE: none,
      AWS_SHARED_CREDENTIALS_FILE: none,
      AWS_PROFILE: '',
      ...missing,
    };
    for (const [name, value] of Object.entries(environment)) {
      vi.stubEnv(name, value === '' ? undefined : value);
    }
    await expect(awsTarget()).rejects.toThrow(/^TARGET=aws needs a region and credentials/);
  });
});

describe('a recording', () => {
  const behaviour = find('OPERATOR-coalesce-chain');
  const of = fingerprint(behaviour.evaluates);
  const on = { on: '2027-01-31', region: 'eu-west-1' };

  it('turns an unconfirmed behaviour into a recorded one', () => {
    expect(sourceOf(behaviour, { [behaviour.id]: { ...on, of } })).toEqual({
      evidence: 'recorded',
      at: 'EvaluateCode in eu-west-1, 2027-01-31',
    });
  });

  it('is stored for a behaviour as expected, and removed for any other', async () => {
    const other = find('OPERATOR-coalesce-grouped');
    const third = find('OPERATOR-coalesce-dense');
    const before = { [other.id]: { ...on, of: 'a' }, [third.id]: { ...on, of: 'b' } };
    const verdicts = [
      { behaviour, difference: null },
      { behaviour: other, difference: 'expected 1' },
    ];
    expect(recordedAfter(before, verdicts, on)).toEqual({
      [behaviour.id]: { ...on, of },
      [third.id]: { ...on, of: 'b' },
    });
  });

  it('is written with the page that shows it', async () => {
    const files = { recordings: join(home, 'recordings.json'), page: join(home, 'page.md') };
    await keep([{ behaviour, difference: null }], 'eu-west-1', files);
    expect(JSON.parse(await readFile(files.recordings, 'utf8'))).toMatchObject({
      [behaviour.id]: { region: 'eu-west-1', of },
    });
    expect(await readFile(files.page, 'utf8')).toMatch(
      /`OPERATOR-coalesce-chain`.+\(recorded: EvaluateCode in eu-west-1, \d{4}-\d\d-\d\d\)/,
    );
  });

  it('does not apply after the code has changed', () => {
    expect(sourceOf(behaviour, { [behaviour.id]: { ...on, of: 'another' } })).toBe(
      behaviour.source,
    );
    expect(sourceOf(behaviour, {})).toBe(behaviour.source);
  });
});

it('detects behaviours that depend on the clock', async () => {
  expect(await dependsOnClock(find('UTIL-time-now-ms'))).toBe(true);
  expect(await dependsOnClock(find('OPERATOR-coalesce-chain'))).toBe(false);
});

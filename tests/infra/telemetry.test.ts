import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sstEnvironment } from '../../infra/platform/sst';
import { givenFolder } from '../support/folder';
import { run } from '../support/process';

/** The setting that `pnpm sst` passes to a fake SST. */
async function given(env: NodeJS.ProcessEnv): Promise<string> {
  const SST_BIN_PATH = join(givenFolder(), 'sst');
  writeFileSync(SST_BIN_PATH, '#!/bin/sh\nprintf %s "$SST_TELEMETRY_DISABLED"\n', { mode: 0o755 });
  const { ended, stdout } = run('infra/platform/command.ts', ['sst', 'version'], {
    env: { SST_TELEMETRY_DISABLED: undefined, SST_BIN_PATH, ...env },
  });
  expect(await ended).toBe(0);
  return stdout();
}

it.each([
  ['off', {}, '1'],
  ['off for an empty answer', { SST_TELEMETRY_DISABLED: '' }, '1'],
  ['on for those who ask for it', { SST_TELEMETRY_DISABLED: '0' }, '0'],
])('the telemetry of SST is %s', async (_how, env: NodeJS.ProcessEnv, expected) => {
  expect(await given(env)).toBe(expected);
  expect(sstEnvironment(env)['SST_TELEMETRY_DISABLED']).toBe(expected);
});

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sstEnvironment } from '../../infra/platform/sst';
import manifest from '../../package.json';
import { givenFolder } from '../support/folder';

/** The setting that `pnpm sst` passes to a fake SST. */
function given(env: NodeJS.ProcessEnv): string {
  const folder = givenFolder();
  writeFileSync(join(folder, 'node'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(folder, 'sst'), '#!/bin/sh\nprintf %s "$SST_TELEMETRY_DISABLED"\n', {
    mode: 0o755,
  });
  const PATH = `${folder}:${process.env['PATH']}`;
  const { stdout } = spawnSync('sh', ['-c', manifest.scripts.sst], {
    env: { PATH, ...env },
    encoding: 'utf8',
  });
  return stdout;
}

it.each([
  ['off', {}, '1'],
  ['off for an empty answer', { SST_TELEMETRY_DISABLED: '' }, '1'],
  ['on for those who ask for it', { SST_TELEMETRY_DISABLED: '0' }, '0'],
])('the telemetry of SST is %s', (_how, env: NodeJS.ProcessEnv, expected) => {
  expect(given(env)).toBe(expected);
  expect(sstEnvironment(env)['SST_TELEMETRY_DISABLED']).toBe(expected);
});

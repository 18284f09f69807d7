import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Creates an empty folder that is removed after the test. */
export function givenFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'akasha-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

import { formatWithOptions } from 'node:util';
import { onTestFailed, vi } from 'vitest';

/** Number of log lines to print before a failure. */
const SHOWN = 20;

/**
 * Captures the log of a test that logs many expected faults. Prints its last lines if the test
 * fails.
 */
export function keepFaultLog(): void {
  const logged: string[] = [];
  const keep = (...parts: unknown[]) => void logged.push(formatWithOptions({}, ...parts));
  vi.spyOn(console, 'log').mockImplementation(keep);
  vi.spyOn(console, 'error').mockImplementation(keep);
  onTestFailed(() => void process.stderr.write(`${logged.slice(-SHOWN).join('\n')}\n`));
}

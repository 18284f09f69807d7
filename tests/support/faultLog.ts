import { formatWithOptions } from 'node:util';
import { onTestFailed, vi } from 'vitest';

/** Lines that show what happened before a failure. */
const SHOWN = 20;

/** Keeps the log of a test in which each of many faults is logged, and shows its end if the test fails. */
export function keepFaultLog(): void {
  const logged: string[] = [];
  const keep = (...parts: unknown[]) => void logged.push(formatWithOptions({}, ...parts));
  vi.spyOn(console, 'log').mockImplementation(keep);
  vi.spyOn(console, 'error').mockImplementation(keep);
  onTestFailed(() => void process.stderr.write(`${logged.slice(-SHOWN).join('\n')}\n`));
}

import type { Context } from '../context';

const WIDTH = 24;

/** Begins the current line of a terminal again. */
const CLEAR = '\r\u001b[2K';

export interface ProgressBar {
  /** Shows how many bytes there are now. */
  show(bytes: number): void;
  /** Removes the bar. */
  end(): void;
}

/** Shows a download on a terminal. Writes nothing anywhere else. */
export function progressBar({ stderr, env }: Context, label: string, total: number): ProgressBar {
  if (!stderr.isTTY || env['CI'] || env['TERM'] === 'dumb') {
    return { show: () => undefined, end: () => undefined };
  }
  return {
    show(bytes) {
      const part = Math.min(1, bytes / Math.max(1, total));
      const done = '█'.repeat(Math.round(part * WIDTH)).padEnd(WIDTH, '░');
      stderr.write(`${CLEAR}${label} ${done} ${Math.floor(part * 100)} %`);
    },
    end: () => void stderr.write(CLEAR),
  };
}

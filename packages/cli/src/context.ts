import { asCalled } from './output/calledName';
import { escaped } from './output/printable';

/** Where a command writes. `process.stdout` is one. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Calls a function once, after some milliseconds.
   * @returns a function that prevents the call
   */
  after(ms: number, act: () => void): () => void;
  /**
   * Resolves after some milliseconds.
   * @throws the reason of the signal, as soon as it aborts
   */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** All that a command knows about the machine that it runs on. */
export interface Context {
  readonly env: Environment;
  readonly cwd: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly clock: Clock;
  /** Aborts when the learner presses Ctrl-C. */
  readonly signal: AbortSignal;
  /** @returns whether a browser was asked to open the address, which it may still fail to do */
  readonly openInBrowser: (address: string) => boolean;
}

/** Shows a line to the learner beside the output of the command. */
export const note = ({ stderr, env }: Context, text: string): void =>
  void stderr.write(`${escaped(asCalled(text, env))}\n`);

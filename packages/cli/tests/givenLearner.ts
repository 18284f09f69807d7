import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Context } from '../src/context';
import { Failure } from '../src/failure';
import { run } from '../src/run';
import { tokenPath, writeTokenFile } from '../src/session/tokenFile';
import { givenClock, type TestClock } from './clock';
import { TOKEN, type FakeServer } from './givenServer';

/** What a command printed, and its exit code. */
export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The document on standard output. Undefined if it is none. */
  readonly json: unknown;
}

/** A command that runs. */
export interface Running extends Promise<Printed> {
  /** What it has printed so far. */
  printed(): { stdout: string; stderr: string };
  /** Resolves to the first match in standard error. */
  says(pattern: RegExp): Promise<string>;
  /** Presses Ctrl-C. */
  interrupt(): void;
}

export interface Learner {
  /** Empty, and everything that commands write is in it. */
  readonly folder: string;
  readonly home: string;
  readonly clock: TestClock;
  readonly context: Context;
  /** Addresses that were opened in the browser. */
  readonly opened: readonly string[];
  type(...args: string[]): Running;
  in(cwd: string): Learner;
  with(change: Partial<Context>): Learner;
  signIn(server: FakeServer, more?: { expiresAt?: string; token?: string }): Promise<string>;
}

/** A learner at a machine with nothing on it, until the test ends. */
export function givenLearner(server?: FakeServer): Learner {
  // Without links, as paths are printed.
  const around = realpathSync(mkdtempSync(join(tmpdir(), 'akasha-cli-')));
  onTestFinished(() => rmSync(around, { recursive: true, force: true }));
  const [folder, home] = [join(around, 'folder'), join(around, 'home')];
  mkdirSync(folder);
  mkdirSync(home);
  const clock = givenClock();
  const opened: string[] = [];
  const { PATH } = process.env;
  const base: Context = {
    env: { PATH, HOME: home, ...(server && { AKASHA_URL: server.url }) },
    cwd: folder,
    home,
    platform: process.platform,
    stdout: { write: () => undefined },
    stderr: { write: () => undefined },
    clock,
    signal: new AbortController().signal,
    openInBrowser: (address) => opened.push(address) > 0,
  };
  const learnerWith = (context: Context): Learner => ({
    folder,
    home,
    clock,
    opened,
    context,
    type: (...args) => start(args, context),
    in: (cwd) => learnerWith({ ...context, cwd }),
    with: (change) =>
      learnerWith({ ...context, ...change, env: { ...context.env, ...change.env } }),
    async signIn({ url }, { expiresAt = '2026-12-04T12:00:00.000Z', token = TOKEN } = {}) {
      await writeTokenFile(context, url, { token, expiresAt });
      return tokenPath(context, url);
    },
  });
  return learnerWith(base);
}

/** A learner who has signed in to a server. */
export async function givenSignedIn(server: FakeServer): Promise<Learner> {
  const learner = givenLearner(server);
  await learner.signIn(server);
  return learner;
}

function start(args: string[], context: Context): Running {
  const texts = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: context[name].isTTY ?? false,
    write(text: string) {
      texts[name] += text;
      for (const listener of listeners) listener();
    },
  });
  const interruption = new AbortController();
  const signal = AbortSignal.any([context.signal, interruption.signal]);
  const printed = run(args, {
    ...context,
    signal,
    stdout: output('stdout'),
    stderr: output('stderr'),
  }).then((code): Printed => ({
    code,
    ...texts,
    json: documentIn(texts.stdout),
  }));
  return Object.assign(printed, {
    printed: () => texts,
    says: (pattern: RegExp) =>
      new Promise<string>((resolve) => {
        const look = () => {
          const match = pattern.exec(texts.stderr);
          if (match) resolve(match[0]);
        };
        listeners.add(look);
        look();
      }),
    interrupt: () => interruption.abort(new Failure('Interrupted', 'Interrupted.')),
  });
}

function documentIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes files below a folder. */
export function write(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

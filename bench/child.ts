import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const path = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url));

/** A separate process that responds to one question at a time. */
export interface Child {
  ask<Answer>(question: unknown): Promise<Answer>;
  end(): Promise<void>;
}

/** Starts a script, given by its path from the root of the repository, with `gc()` available. */
export function start(script: string, args: readonly string[] = []): Child {
  const child = fork(path('scripts/launch.mjs'), [path(script), ...args], {
    execArgv: ['--expose-gc'],
  });
  return {
    async ask<Answer>(question: unknown) {
      child.send(question as object);
      return (await answerOf(child)) as Answer;
    },
    async end() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('A process of the measurement ended.'));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer);
    });
  });
}

/** The other side: responds to the parent's questions until the parent disconnects. */
export function answer<Question>(reply: (question: Question) => unknown): void {
  process.on('message', async (question: Question) => process.send!((await reply(question)) ?? {}));
  process.once('disconnect', () => process.exit(0));
}

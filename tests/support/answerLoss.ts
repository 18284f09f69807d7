import { startFront } from './databaseFront';

export interface AnswerLoss {
  readonly endpoint: string;
  /**
   * Loses answers from now on: what was asked happens, and nobody hears of it.
   * @param operation `PutItem`, say
   * @param answers how many of them, the next ones
   */
  lose(operation: string, answers: number): void;
  /** Hands transactions on without their tokens from now on, so that a repeat is one of its own. */
  forgetTokens(): void;
  /** Hands them on as they are again. */
  keepTokens(): void;
  /** Calls that have come since the last time, by operation, repeats included. */
  takeCalls(): string[];
  close(): Promise<void>;
}

/**
 * Stands in front of a database and hands its answers on, but for some: those it drops, and the
 * connection with them, once the database has committed.
 */
export async function startAnswerLoss(target: string): Promise<AnswerLoss> {
  const calls: string[] = [];
  const left = new Map<string, number>();
  let areTokensForgotten = false;
  const { endpoint, close } = await startFront(
    () => target,
    async ({ operation, socket, body: sent, forward, answer }) => {
      calls.push(operation);
      const { status, body } = await forward(areTokensForgotten ? withoutToken(sent) : undefined);
      const toLose = left.get(operation) ?? 0;
      if (toLose === 0) return answer(status, body);
      left.set(operation, toLose - 1);
      socket.destroy();
    },
  );
  return {
    endpoint,
    lose: (operation, answers) => void left.set(operation, answers),
    forgetTokens: () => {
      areTokensForgotten = true;
    },
    keepTokens: () => {
      areTokensForgotten = false;
    },
    takeCalls: () => calls.splice(0),
    close,
  };
}

/** A transaction without its token, so that a repeat is one of its own. */
export function withoutToken(body: Buffer): string {
  const { ClientRequestToken: _token, ...request } = JSON.parse(body.toString()) as Record<
    string,
    unknown
  >;
  return JSON.stringify(request);
}

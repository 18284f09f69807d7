import { startFront } from './databaseFront';

export interface AnswerLoss {
  readonly endpoint: string;
  /**
   * Loses the next responses: the database carries out the requests, but the client gets no
   * response.
   * @param operation for example `PutItem`
   * @param answers number of responses to lose
   */
  lose(operation: string, answers: number): void;
  /**
   * From now on, forwards transactions without their idempotency tokens, so that a retry is a new
   * one.
   */
  forgetTokens(): void;
  /** Forwards transactions unchanged again. */
  keepTokens(): void;
  /** Operations of the calls since the last time, including retries. */
  takeCalls(): string[];
  close(): Promise<void>;
}

/**
 * A proxy in front of a database that forwards all responses except those to lose: it drops them,
 * with their connection, after the database has committed.
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

/** A transaction without its idempotency token, so that a retry is a new transaction. */
export function withoutToken(body: Buffer): string {
  const { ClientRequestToken: _token, ...request } = JSON.parse(body.toString()) as Record<
    string,
    unknown
  >;
  return JSON.stringify(request);
}

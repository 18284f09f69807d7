import { afterAll } from 'vitest';
import { startEmbedded } from '../../local/database/embedded';
import { startStack, type Stack, type StackOptions } from '../../local/stack';

/**
 * Starts a stack for this test file: in memory, on free ports, stopped after the file. The functions
 * on its streams run only with `streams: true`, because they make calls in the background of every test.
 */
export async function givenStack(options: StackOptions = {}): Promise<Stack> {
  const stack = await startStack({ memory: true, port: 0, streams: false, ...options });
  afterAll(() => stack.stop());
  return stack;
}

/** A server that the stack uses as its database. */
interface Front {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** A stack with a proxy in front of its database. */
export interface FrontedStack<F extends Front> {
  readonly stack: Stack;
  readonly front: F;
  /** The endpoint of the database itself, for tests. */
  readonly databaseEndpoint: string;
}

/** Like `givenStack`, but with a proxy in front of the database. */
export async function givenFrontedStack<F extends Front>(
  inFront: (endpoint: string) => Promise<F>,
): Promise<FrontedStack<F>> {
  const database = await startEmbedded();
  const front = await inFront(database.endpoint);
  // Hooks run in reverse order, so the stack stops before its database.
  afterAll(async () => {
    await front.close();
    await database.stop();
  });
  const stack = await givenStack({ dynamoEndpoint: front.endpoint });
  return { stack, front, databaseEndpoint: database.endpoint };
}

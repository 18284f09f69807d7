import { afterAll } from 'vitest';
import { startEmbedded } from '../../local/database/embedded';
import { startStack, type Stack, type StackOptions } from '../../local/stack';

/** A whole stack of this test file's own: in memory, on free ports, gone when the file is done. */
export async function givenStack(options: StackOptions = {}): Promise<Stack> {
  const stack = await startStack({ memory: true, port: 0, ...options });
  afterAll(() => stack.stop());
  return stack;
}

/** What a stack asks in place of its database. */
interface Front {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** A stack with something in front of its database, and without the functions on its streams. */
export interface FrontedStack<F extends Front> {
  readonly stack: Stack;
  readonly front: F;
  /** The database itself, for tests. */
  readonly databaseEndpoint: string;
}

/**
 * Like `givenStack`, with something in front of the stack's database. The functions on its streams do not
 * run: they would work in the background of everything.
 */
export async function givenFrontedStack<F extends Front>(
  inFront: (endpoint: string) => Promise<F>,
): Promise<FrontedStack<F>> {
  const database = await startEmbedded();
  const front = await inFront(database.endpoint);
  // Hooks run in reverse order: the stack stops before what it asks.
  afterAll(async () => {
    await front.close();
    await database.stop();
  });
  const stack = await givenStack({ dynamoEndpoint: front.endpoint, streams: false });
  return { stack, front, databaseEndpoint: database.endpoint };
}

import { afterAll } from 'vitest';
import { startStack, type Stack, type StackOptions } from '../../local/stack';

/** A whole stack of this test file's own: in memory, on free ports, gone when the file is done. */
export async function givenStack(options: StackOptions = {}): Promise<Stack> {
  const stack = await startStack({ memory: true, port: 0, ...options });
  afterAll(() => stack.stop());
  return stack;
}

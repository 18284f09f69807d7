/** The whole product, as `pnpm start --memory` runs it, and the heap size of its process. */
import { startStack } from '../../local/stack';
import { answer } from '../child';

/** A server's URL, and the headers that its clients send with the query. */
export interface Address {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type ProductAddress = Address & { readonly dynamoEndpoint: string };

const { url, apiKey, dynamoEndpoint, stop } = await startStack({ memory: true, port: 0 });

answer((question: 'address' | 'heap' | 'stop') => {
  if (question === 'stop') return stop();
  if (question === 'heap') return heapUsed();
  return {
    url: `${url}/graphql`,
    headers: { 'x-api-key': apiKey },
    dynamoEndpoint,
  } satisfies ProductAddress;
});

/** Heap size in bytes, after garbage collection. */
function heapUsed(): number {
  global.gc!();
  global.gc!();
  return process.memoryUsage().heapUsed;
}

/** The whole product as `pnpm start --memory` runs it, and how much its process holds on to. */
import { startStack } from '../../local/stack';
import { answer } from '../child';

/** Where a server is and what its callers send besides the query. */
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

/** Bytes in use once nothing is left to collect. */
function heapUsed(): number {
  global.gc!();
  global.gc!();
  return process.memoryUsage().heapUsed;
}

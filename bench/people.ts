import { limitConcurrency } from '../local/concurrency';
import { signIn } from '../local/signIn';

/** The tokens of so many people. */
export async function signedIn(url: string, count: number): Promise<string[]> {
  const begin = limitConcurrency(10, async (i: number) => (await signIn(url, `bench-${i}`)).token);
  return Promise.all(Array.from({ length: count }, (_, i) => begin(i)));
}

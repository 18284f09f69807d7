import { limitConcurrency } from '../local/concurrency';
import { signIn } from '../local/signIn';

/** Signs in the given number of people and returns their session tokens. */
export async function signedIn(url: string, count: number): Promise<string[]> {
  const begin = limitConcurrency(10, async (i: number) => (await signIn(url, `bench-${i}`)).token);
  return Promise.all(Array.from({ length: count }, (_, i) => begin(i)));
}

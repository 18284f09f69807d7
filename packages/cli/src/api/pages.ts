import { Failure } from '../failure';

/** With a hundred items each, far more than there can be. */
const PAGES_MAX = 1_000;

interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | null;
}

/**
 * Reads every page of a list.
 * @throws Failure `Unavailable` if it has no end
 */
export async function everyPage<T>(
  read: (nextToken: string | null) => Promise<Page<T>>,
): Promise<T[]> {
  const all: T[] = [];
  let nextToken: string | null = null;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const page: Page<T> = await read(nextToken);
    all.push(...page.items);
    nextToken = page.nextToken;
    if (nextToken === null) return all;
  }
  throw new Failure('Unavailable', 'The server sent a list without an end. Try again later.');
}

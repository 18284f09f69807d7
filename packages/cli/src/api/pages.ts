interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | null;
}

/** Reads every page of a list. */
export async function everyPage<T>(
  read: (nextToken: string | null) => Promise<Page<T>>,
): Promise<T[]> {
  const all: T[] = [];
  let nextToken: string | null = null;
  do {
    const page: Page<T> = await read(nextToken);
    all.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken !== null);
  return all;
}

/** Reads all pages of a list as a client does, until there is no `nextToken`. */
export async function everyPage<Page extends { readonly nextToken: string | null }>(
  read: (nextToken: string | null) => Promise<Page>,
): Promise<Page[]> {
  const pages: Page[] = [];
  let nextToken: string | null = null;
  do {
    const page: Page = await read(nextToken);
    pages.push(page);
    ({ nextToken } = page);
  } while (nextToken !== null);
  return pages;
}

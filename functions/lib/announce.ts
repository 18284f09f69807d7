import { askGraphql, GraphqlError } from './graphql';

/** Every field of the event: subscribers get what is selected here, and nothing else. */
const SELECTION = '{ exerciseId username avatarUrl points completedAt }';

/**
 * Completions in one request. AppSync runs the mutations of a request one after the other, so that a
 * batch is split into some requests at the same time: fewer cost less, more are sooner done.
 */
const REQUEST_SIZE = 5;

/** Names a completed row of Progress. */
export interface CompletionName {
  readonly userId: string;
  readonly exerciseId: string;
}

/** `not news` means that it was announced before, or that the row is gone. `failed` may be either. */
export type Outcome = 'announced' | 'not news' | 'failed';

/**
 * Announces completions, many in one request to the API. What was announced before is not announced
 * again: the mutation sees to that, so that a completion may be named any number of times.
 * @returns what became of each, in order; failures are logged
 */
export async function announce(completions: readonly CompletionName[]): Promise<Outcome[]> {
  const requests: Promise<Outcome[]>[] = [];
  for (let from = 0; from < completions.length; from += REQUEST_SIZE) {
    requests.push(announceSome(completions.slice(from, from + REQUEST_SIZE)));
  }
  return (await Promise.all(requests)).flat();
}

async function announceSome(completions: readonly CompletionName[]): Promise<Outcome[]> {
  const named = completions.map(({ userId, exerciseId }, i) => ({
    alias: `c${i}`,
    input: { userId, exerciseId },
  }));
  const query =
    `mutation (${named.map(({ alias }) => `$${alias}: PublishCompletionInput!`).join(' ')}) { ` +
    `${named.map(({ alias }) => `${alias}: publishCompletion(input: $${alias}) ${SELECTION}`).join(' ')} }`;
  const variables = Object.fromEntries(named.map(({ alias, input }) => [alias, input]));
  try {
    const { data, errors } = await askGraphql(query, variables);
    const isAboutOne = ({ path }: (typeof errors)[number]) =>
      named.some(({ alias }) => alias === path[0]);
    const unclear = errors.find((each) => !isAboutOne(each));
    if (unclear) throw new GraphqlError(`The API answered ${unclear.errorType}`);
    for (const { path, errorType } of errors) console.error(`${path.join('.')}: ${errorType}`);
    const refused = new Set(errors.map(({ path }) => path[0]));
    return named.map(({ alias }) => {
      if (!Object.hasOwn(data, alias) || refused.has(alias)) return 'failed';
      return data[alias] === null ? 'not news' : 'announced';
    });
  } catch (error) {
    console.error(`${completions.length} completions were not announced:`, error);
    return named.map(() => 'failed');
  }
}

import { askGraphql, GraphqlError } from './graphql';
import { logger } from './logger';

/** Every field of the event: subscribers receive exactly the fields that are selected here. */
const SELECTION = '{ exerciseId username avatarUrl points completedAt }';

/**
 * Completions per request. AppSync runs the mutations of a request in sequence, so a batch is split
 * into several concurrent requests: larger requests cost less, smaller ones finish sooner.
 */
const REQUEST_SIZE = 5;

/** Identifies a completed row of Progress. */
export interface CompletionName {
  readonly userId: string;
  readonly exerciseId: string;
}

/**
 * `not news` means that it was already announced or the row no longer exists. `failed` may be
 * either.
 */
export type Outcome = 'announced' | 'not news' | 'failed';

/**
 * Announces completions, many in one request to the API. Idempotent: the mutation never announces a
 * completion twice.
 * @returns the outcome of each completion, in order; failures are logged
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
    if (unclear) throw new GraphqlError(`The API returned ${unclear.errorType}`);
    for (const { path, errorType } of errors) {
      logger.error('A completion was not announced', { path: path.join('.'), errorType });
    }
    const refused = new Set(errors.map(({ path }) => path[0]));
    return named.map(({ alias }) => {
      if (!Object.hasOwn(data, alias) || refused.has(alias)) return 'failed';
      return data[alias] === null ? 'not news' : 'announced';
    });
  } catch (error) {
    logger.error('Completions were not announced', { completions: completions.length, error });
    return named.map(() => 'failed');
  }
}

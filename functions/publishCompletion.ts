import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { userIdOf } from '../model/user';
import { askGraphql, GraphqlError } from './lib/graphql';

/** Every field of the event: subscribers get what is selected here, and nothing else. */
const SELECTION = '{ exerciseId username avatarUrl points completedAt }';

/**
 * Completions in one request. AppSync runs the mutations of a request one after the other, so that a
 * batch is split into some requests at the same time: fewer cost less, more are sooner done.
 */
const REQUEST_SIZE = 5;

/** A completion that the stream tells of. */
interface Completion {
  readonly sequenceNumber: string;
  readonly input: { readonly userId: string; readonly exerciseId: string };
}

/**
 * Announces what the stream of Progress says was completed, many in one request to the API. What was
 * announced before is not announced again: the mutation sees to that, so that a record may come any
 * number of times. Reports each record that failed, so that it comes again.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const completions = event.Records.flatMap(completionOf);
  const requests: Promise<string[]>[] = [];
  for (let from = 0; from < completions.length; from += REQUEST_SIZE) {
    requests.push(announce(completions.slice(from, from + REQUEST_SIZE)));
  }
  const failed = (await Promise.all(requests)).flat();
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** The completion that a record tells of, if it tells of one: the row was not completed before. */
function completionOf({ dynamodb: change }: DynamoDBRecord): Completion[] {
  if (!change?.NewImage?.['completedAt'] || change.OldImage?.['completedAt']) return [];
  const { pk, exerciseId } = change.NewImage;
  return [
    {
      sequenceNumber: change.SequenceNumber!,
      input: { userId: userIdOf(pk!.S!), exerciseId: exerciseId!.S! },
    },
  ];
}

/** @returns the sequence numbers of what may not have been announced */
async function announce(completions: readonly Completion[]): Promise<string[]> {
  const named = completions.map((each, i) => ({ ...each, alias: `c${i}` }));
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
    return named
      .filter(({ alias }) => !Object.hasOwn(data, alias) || refused.has(alias))
      .map(({ sequenceNumber }) => sequenceNumber);
  } catch (error) {
    console.error(`${completions.length} completions were not announced:`, error);
    return named.map(({ sequenceNumber }) => sequenceNumber);
  }
}

import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { afterAll, expect, it } from 'vitest';
import { REGION } from '../../local/config';
import { provideWebSocket } from '../support/globalWebSocket';
import { catalogue, rightHash } from '../support/catalogue';
import { submit } from '../support/completion';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';
import type { CompletionEvent } from '../support/subscriber';

const { url, apiKey, streams } = await givenStack({ streams: true });
const sockets = provideWebSocket();

/** The type of a subscription, which a client without a generated schema does not provide. */
interface Subscribable {
  subscribe(observer: {
    next: (message: { data: { onCompletion: CompletionEvent } }) => void;
    error: (error: unknown) => void;
  }): { unsubscribe(): void };
}

Amplify.configure({
  API: {
    GraphQL: { endpoint: `${url}/graphql`, region: REGION, defaultAuthMode: 'apiKey', apiKey },
  },
});
const client = generateClient();
const subscriptions: { unsubscribe(): void }[] = [];
afterAll(() => subscriptions.forEach((each) => each.unsubscribe()));

/** Subscribes, and resolves once that is acknowledged. @returns the events, as they arrive */
async function listen(query: string, variables?: object): Promise<CompletionEvent[]> {
  const events: CompletionEvent[] = [];
  const acknowledged = sockets.received('start_ack');
  subscriptions.push(
    (
      client.graphql({ query, ...(variables && { variables }) }) as unknown as Subscribable
    ).subscribe({
      next: ({ data }) => events.push(data.onCompletion),
      error: (error) => expect.unreachable(JSON.stringify(error)),
    }),
  );
  await acknowledged;
  return events;
}

const byPerson = (events: readonly CompletionEvent[]) =>
  events.map(({ username, exerciseId }) => `${username} ${exerciseId}`).sort();

it('Amplify with the API key receives each completion once, of one exercise or all', async () => {
  const exercises = catalogue.filter(({ prerequisites }) => prerequisites.length === 0).slice(0, 3);
  const [exercise] = exercises;
  const all = await listen(
    operation(`subscription { onCompletion { exerciseId username avatarUrl points completedAt } }`),
  );
  const ofOne = await listen(
    operation(`subscription ($exercise: ID) {
      onCompletion(exerciseId: $exercise) { exerciseId username avatarUrl points completedAt }
    }`),
    { exercise: exercise!.id },
  );

  // As `amplify codegen` generates it: every argument is a variable, with or without a value.
  const generated = await listen(
    operation(`subscription OnCompletion($exerciseId: ID) {
      onCompletion(exerciseId: $exerciseId) { exerciseId username avatarUrl points completedAt }
    }`),
  );

  const logins = Array.from({ length: 10 }, (_, i) => `amplified-${i}`);
  await Promise.all(
    logins.map(async (login) => {
      const { token } = await givenPerson(login);
      for (const each of exercises) await submit(url, token, each.id, rightHash(each));
    }),
  );
  await streams!.drained();
  // Frames keep their order: once this is acknowledged, all events have arrived.
  await listen(operation(`subscription { onCompletion { username } }`));

  const expected = (wanted: typeof exercises) =>
    logins.flatMap((login) => wanted.map(({ id }) => `${login} ${id}`)).sort();
  expect(byPerson(all)).toEqual(expected(exercises));
  expect(byPerson(generated)).toEqual(expected(exercises));
  expect(byPerson(ofOne)).toEqual(expected([exercise!]));
  expect(all[0]).toEqual({
    exerciseId: expect.any(String) as string,
    username: expect.stringMatching(/^amplified-\d$/) as string,
    avatarUrl: `https://example.com/${all[0]!.username}.png`,
    points: exercises.find(({ id }) => id === all[0]!.exerciseId)!.points,
    completedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/) as string,
  });
});

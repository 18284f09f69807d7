import { afterAll, expect, it } from 'vitest';
import { catalogue, rightHash } from '../support/catalogue';
import { send } from '../support/client';
import { givenStarted, personalSubmissions, submit, WRONG_HASH } from '../support/completion';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';
import { connectSubscriber, type CompletionEvent } from '../support/subscriber';

const { url, apiKey, streams } = await givenStack({ streams: true });

const exercises = catalogue.filter(({ prerequisites }) => prerequisites.length === 0).slice(0, 5);
const [exercise, otherExercise] = exercises;
const people = await Promise.all(
  Array.from({ length: 20 }, async (_, i) => ({
    login: `live-${i}`,
    ...(await givenPerson(`live-${i}`)),
  })),
);

async function givenSubscriber(authorization: Record<string, string>) {
  const subscriber = await connectSubscriber(url, authorization);
  afterAll(() => subscriber.close());
  return subscriber;
}

const widget = { 'x-api-key': apiKey };
const signedIn = { Authorization: people[0]!.token };
const everything = await givenSubscriber(widget);
await everything.start('all');
const viewer = await givenSubscriber(signedIn);
await viewer.start('all');
const ofOne = await givenSubscriber(widget);
await ofOne.start('one', exercise!.id);
const viewerOfOne = await givenSubscriber(signedIn);
await viewerOfOne.start('one', exercise!.id);
const ofSeveral = await givenSubscriber(widget);
await ofSeveral.start('one', exercise!.id);
await ofSeveral.start('other', otherExercise!.id);
const subscribers = [everything, viewer, ofOne, viewerOfOne, ofSeveral];

const completed: CompletionEvent[] = [];
await Promise.all(
  people.map(async ({ login, token }) => {
    await submit(url, token, exercise!.id, WRONG_HASH);
    // Sequentially, because concurrent submissions of one person conflict.
    for (const each of exercises) {
      const { outcome, progress } = await submit(url, token, each.id, rightHash(each));
      expect(outcome).toBe('COMPLETED');
      completed.push({
        exerciseId: each.id,
        username: login,
        avatarUrl: `https://example.com/${login}.png`,
        points: each.points,
        completedAt: progress!.completedAt!,
      });
    }
  }),
);
await streams!.drained();
await Promise.all(subscribers.map((each) => each.settled()));

const sorted = (events: CompletionEvent[]) =>
  [...events].sort((a, b) =>
    `${a.exerciseId} ${a.username}` < `${b.exerciseId} ${b.username}` ? -1 : 1,
  );
const of = (...wanted: (typeof exercise)[]) =>
  sorted(completed.filter(({ exerciseId }) => wanted.some((each) => each!.id === exerciseId)));

it('each subscriber receives each requested completion once', () => {
  expect(completed).toHaveLength(100);
  expect(sorted(everything.events('all'))).toEqual(sorted(completed));
  expect(sorted(viewer.events('all'))).toEqual(sorted(completed));
  expect(sorted(ofOne.events('one'))).toEqual(of(exercise));
  expect(sorted(viewerOfOne.events('one'))).toEqual(of(exercise));
  expect(sorted(ofSeveral.events('one'))).toEqual(of(exercise));
  expect(sorted(ofSeveral.events('other'))).toEqual(of(otherExercise));
});

it('no frame contains private data', async () => {
  const texts = subscribers.flatMap(({ frames }) => frames.map(({ text }) => text));
  const answers = await Promise.all(
    people.map(({ token }) => personalSubmissions(url, token, exercises)),
  );
  const issued = await Promise.all(
    people.flatMap(({ token }) => exercises.map(({ id }) => givenStarted(url, token, id))),
  );
  const secrets = [
    ...people.flatMap(({ id, token }) => [`"${id}"`, `USER#${id}`, token]),
    ...exercises.flatMap((each) => each.answers.hashes),
    ...answers.flat().map(({ verificationHash }) => verificationHash),
    ...issued.flatMap(({ challenge }) => challenge ?? []),
    ...['attempts', 'email', 'userId', 'verificationHash', 'publishedAt', 'startedAt', 'USER#'],
    ...['challenge', 'expectedHash', 'variant', 'version'],
  ];
  for (const secret of secrets) {
    expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  }
});

it('only a role may announce', async () => {
  const announce = (credentials: Parameters<typeof send>[1]) =>
    send(
      url,
      credentials,
      operation(
        `mutation ($i: PublishCompletionInput!) { publishCompletion(input: $i) { username } }`,
      ),
      { i: { userId: people[0]!.id, exerciseId: exercise!.id } },
    );
  for (const credentials of [{ apiKey }, { token: people[0]!.token }]) {
    const { data, errors } = await announce(credentials);
    expect(data).toEqual({ publishCompletion: null });
    expect(errors).toMatchObject([{ errorType: 'Unauthorized' }]);
  }
});

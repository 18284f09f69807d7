import { afterAll, describe, expect, it } from 'vitest';
import { catalogue, rightHash } from '../support/catalogue';
import { submit } from '../support/completion';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';
import { connectSubscriber } from '../support/subscriber';

const { url, apiKey, streams } = await givenStack({ streams: true });
const [exercise, otherExercise] = catalogue.filter(
  ({ prerequisites }) => prerequisites.length === 0,
);
const { token } = await givenPerson('completer');

const clients = await Promise.all(
  [{ 'x-api-key': apiKey }, { Authorization: token }].map((credentials) =>
    connectSubscriber(url, credentials),
  ),
);
afterAll(() => clients.forEach((each) => each.close()));

const WITH_VARIABLE = operation(`subscription ($exerciseId: ID) {
  onCompletion(exerciseId: $exerciseId) { exerciseId username avatarUrl points completedAt }
}`);
const WITH_NULL = operation(`subscription {
  onCompletion(exerciseId: null) { exerciseId username avatarUrl points completedAt }
}`);

const ofAll: [id: string, query: string, variables?: Record<string, unknown>][] = [
  [
    'without the argument',
    operation(`subscription { onCompletion { exerciseId username avatarUrl points completedAt } }`),
  ],
  ['with a variable that has no value', WITH_VARIABLE],
  ['with a variable that is null', WITH_VARIABLE, { exerciseId: null }],
  ['with null', WITH_NULL],
];
const ofOne: typeof ofAll = [
  ['with a variable', WITH_VARIABLE, { exerciseId: exercise!.id }],
  // Built here, because the id of the exercise is only known when the tests run.
  ['with a value', WITH_NULL.replace('null', JSON.stringify(exercise!.id))],
];
const ofNone: typeof ofAll = [
  ['of an exercise that does not exist', WITH_VARIABLE, { exerciseId: 'no-such-exercise' }],
];
const refused: typeof ofAll = ['', 'no', 'UPPER-CASE', 'a b', '\ud83d', 'x'.repeat(41)].map(
  (exerciseId) => [`of "${exerciseId}"`, WITH_VARIABLE, { exerciseId }],
);

const answers = await Promise.all(
  clients.flatMap((client) =>
    [...ofAll, ...ofOne, ...ofNone, ...refused].map(([id, query, variables]) =>
      client.ask(id, query, variables),
    ),
  ),
);

for (const each of [exercise, otherExercise]) await submit(url, token, each!.id, rightHash(each!));
await streams!.drained();
await Promise.all(clients.map((each) => each.settled()));

describe.each([
  ['the API key', clients[0]!],
  ['a session', clients[1]!],
])('a subscription with %s', (_, client) => {
  const heard = (id: string) =>
    client
      .events(id)
      .map(({ exerciseId }) => exerciseId)
      .sort();
  const answerTo = (id: string) => answers.find((frame) => frame.id === id);

  it.each(ofAll)('%s receives the completions of all exercises', (id) => {
    expect(answerTo(id)?.type).toBe('start_ack');
    expect(heard(id)).toEqual([exercise!.id, otherExercise!.id].sort());
  });

  it.each(ofOne)('%s receives those of one exercise', (id) => {
    expect(answerTo(id)?.type).toBe('start_ack');
    expect(heard(id)).toEqual([exercise!.id]);
  });

  it.each(ofNone)('%s receives none', (id) => {
    expect(answerTo(id)?.type).toBe('start_ack');
    expect(heard(id)).toEqual([]);
  });

  it.each(refused)('%s is refused', (id) => {
    expect(answerTo(id)).toMatchObject({
      type: 'error',
      payload: {
        errors: [
          {
            errorType: 'InvalidInput',
            message: 'An exercise id has 3 to 40 lowercase letters, digits and hyphens.',
          },
        ],
      },
    });
    expect(heard(id)).toEqual([]);
  });
});

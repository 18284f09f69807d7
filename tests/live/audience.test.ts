import { afterAll, expect, it } from 'vitest';
import { limitConcurrency } from '../../local/concurrency';
import { catalogue, rightHash } from '../support/catalogue';
import { submit } from '../support/completion';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';
import { connectSubscriber, type Subscriber } from '../support/subscriber';

const SOCKETS = 300;
const CONNECTING_AT_ONCE = 20;

const { url, apiKey, streams } = await givenStack({ streams: true });
const [exercise, otherExercise] = catalogue.filter(
  ({ prerequisites }) => prerequisites.length === 0,
);

const subscribers: Subscriber[] = [];
afterAll(() => subscribers.forEach((each) => each.close()));

/** Connects a socket. Every third one subscribes to a single exercise. */
const join = limitConcurrency(CONNECTING_AT_ONCE, async (i: number) => {
  const subscriber = await connectSubscriber(url, { 'x-api-key': apiKey });
  subscribers.push(subscriber);
  await subscriber.start('a', i % 3 === 0 ? exercise!.id : undefined);
  return subscriber;
});

it('each of hundreds of sockets receives each of its events once', async () => {
  const audience = await Promise.all(Array.from({ length: SOCKETS }, (_, i) => join(i)));
  const names = ['ada', 'ben', 'cem', 'dia'];
  const people = await Promise.all(names.map((name) => givenPerson(name)));
  for (const each of [exercise!, otherExercise!]) {
    await Promise.all(people.map(({ token }) => submit(url, token, each.id, rightHash(each))));
  }
  await streams!.drained();
  await Promise.all(audience.map((each) => each.settled()));

  const heard = (subscriber: Subscriber) =>
    subscriber
      .events('a')
      .map(({ exerciseId, username }) => `${exerciseId} ${username}`)
      .sort();
  const of = (id: string) => names.map((name) => `${id} ${name}`);
  const ofOne = of(exercise!.id).sort();
  const ofAll = [...ofOne, ...of(otherExercise!.id)].sort();
  audience.forEach((each, i) => expect(heard(each)).toEqual(i % 3 === 0 ? ofOne : ofAll));
});

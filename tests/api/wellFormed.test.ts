import { Kind, parse, visit, type ASTNode, type TypeNode } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openExercise } from '../support/catalogue';
import { send } from '../support/client';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';
import { givenProductApi } from '../stack/faults/givenProductApi';
import type { Operation } from '../stack/faults/operations';
import { operation } from '../support/operation';

const { url, dynamoEndpoint } = await givenStack();
const viewer = await givenPerson('unicode');
/** The other variables of the operations. */
const OTHERS = { exercise: openExercise.id, hash: 'a'.repeat(64) };

/** One operation for each text input of the schema, with the text as `$text`. */
const operations: Readonly<Record<string, string>> = {
  'Query.exercise(id)': operation(`query ($text: ID!) { exercise(id: $text) { id } }`),
  'Query.exercises(nextToken)': operation(
    `query ($text: String) { exercises(nextToken: $text) { nextToken } }`,
  ),
  'ExerciseFilter.tag': operation(
    `query ($text: String) { exercises(filter: { tag: $text }) { nextToken } }`,
  ),
  'ExerciseFilter.search': operation(
    `query ($text: String) { exercises(filter: { search: $text }) { nextToken } }`,
  ),
  'Query.progress(nextToken)': operation(
    `query ($text: String) { progress(nextToken: $text) { nextToken } }`,
  ),
  'Query.leaderboard(nextToken)': operation(
    `query ($text: String) { leaderboard(nextToken: $text) { nextToken } }`,
  ),
  'Query.exportMyData(nextToken)': operation(
    `query ($text: String) { exportMyData(nextToken: $text) }`,
  ),
  'Exercise.solvers(nextToken)': operation(`query ($text: String, $exercise: ID!) {
    exercise(id: $exercise) { solvers(nextToken: $text) { nextToken } }
  }`),
  'Viewer.progress(nextToken)': operation(
    `query ($text: String) { viewer { progress(nextToken: $text) { nextToken } } }`,
  ),
  'Viewer.activity(timezone)': operation(
    `query ($text: String) { viewer { activity(timezone: $text) { currentStreak } } }`,
  ),
  'Mutation.startExercise(exerciseId)': operation(
    `mutation ($text: ID!) { startExercise(exerciseId: $text) { attempts } }`,
  ),
  'RecordCompletionInput.exerciseId': operation(`mutation ($text: ID!, $hash: String!) {
    recordCompletion(input: { exerciseId: $text, verificationHash: $hash }) { outcome }
  }`),
  'RecordCompletionInput.verificationHash': operation(`mutation ($text: String!, $exercise: ID!) {
    recordCompletion(input: { exerciseId: $exercise, verificationHash: $text }) { outcome }
  }`),
  'Mutation.revokeSession(id)': operation(
    `mutation ($text: ID!) { revokeSession(id: $text) { done } }`,
  ),
  'Mutation.deleteAccount(confirm)': operation(
    `mutation ($text: String!) { deleteAccount(confirm: $text) { done } }`,
  ),
};

/** The same for operations that people cannot call. */
const internal: Readonly<Record<string, string>> = {
  'PublishCompletionInput.userId': operation(`mutation ($text: ID!, $exercise: ID!) {
    publishCompletion(input: { userId: $text, exerciseId: $exercise }) { points }
  }`),
  'PublishCompletionInput.exerciseId': operation(`mutation ($text: ID!) {
    publishCompletion(input: { userId: "1", exerciseId: $text }) { points }
  }`),
};

/** Subscriptions start over a WebSocket: tests/live/onCompletion.test.ts. */
const LIVE = ['Subscription.onCompletion(exerciseId)'];

const inputsOf = (sdl: string): string[] => {
  const found: string[] = [];
  visit(parse(sdl), {
    [Kind.INPUT_VALUE_DEFINITION]({ name, type }, _key, _parent, _path, ancestors) {
      if (!['String', 'ID'].includes(namedType(type))) return;
      const [owner, field] = ancestors.flatMap(namesOf);
      found.push(field ? `${owner}.${field}(${name.value})` : `${owner}.${name.value}`);
    },
  });
  return found;
};

const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);

const namesOf = (ancestor: ASTNode | readonly ASTNode[]): string[] =>
  'kind' in ancestor && 'name' in ancestor && ancestor.name ? [ancestor.name.value] : [];

it('every text input of the schema is tested here', () => {
  const sdl = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
  expect([...Object.keys(operations), ...Object.keys(internal), ...LIVE].sort()).toEqual(
    inputsOf(sdl).sort(),
  );
});

describe.each([
  ['the first half of a surrogate pair', '\ud83d'],
  ['the second half', 'a\ude00b'],
  ['both in the wrong order', '\ude00\ud83d'],
])('%s', (_, text) => {
  it.each(Object.entries(operations))('is refused as %s', async (_name, query) => {
    const { status, errors } = await send(url, { token: viewer.token }, query, { ...OTHERS, text });
    expect(status).toBe(200);
    expect(errors).toMatchObject([{ errorType: 'InvalidInput' }]);
  });

  it.each(Object.entries(internal))('is refused as %s', async (name, query) => {
    const operation: Operation = {
      name,
      mode: 'AWS_IAM',
      query,
      variables: () => ({ ...OTHERS, text }),
      answer: () => undefined,
    };
    const api = givenProductApi(dynamoEndpoint);
    const person = { id: viewer.id, username: '', tokenHash: '', otherTokenHash: '' };
    const { errors } = await api.ask(operation, person).finally(() => api.close());
    expect(errors).toMatchObject([{ errorType: 'InvalidInput' }]);
  });

  it('is malformed as a literal in the document', async () => {
    const { status, errors } = await send(
      url,
      { token: viewer.token },
      `mutation { deleteAccount(confirm: ${JSON.stringify(text)}) { done } }`,
    );
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ errorType: 'MalformedHttpRequestException' }]);
  });
});

it('a complete surrogate pair is accepted', async () => {
  const { data, errors } = await send(
    url,
    { token: viewer.token },
    operation(
      `query ($text: String) { exercises(filter: { search: $text, tag: $text }) { items { id } } }`,
    ),
    { text: '\ud83d\ude00' },
  );
  expect({ data, errors }).toEqual({ data: { exercises: { items: [] } } });
});

import { describe, expect, it } from 'vitest';
import { catalogue, exerciseOf, openExercise } from '../support/catalogue';
import { exerciseKey } from '../../model/exercise';
import { ask, send } from '../support/client';
import { databaseAt } from '../support/database';
import { givenExercise } from '../support/givenExercise';
import { operation } from '../support/operation';
import type { VariablesOf } from '../../model/operation';
import { everyPage } from '../support/pages';
import { givenStack } from '../support/stack';

const { url, apiKey, dynamoEndpoint } = await givenStack();

const LIST = operation(`query ($filter: ExerciseFilter, $limit: Int, $nextToken: String) {
  exercises(filter: $filter, limit: $limit, nextToken: $nextToken) {
    items { id difficulty tags }
    nextToken
  }
}`);

type Arguments = VariablesOf<typeof LIST>;

const list = async (given: Arguments = {}) => (await ask(url, { apiKey }, LIST, given)).exercises!;

/** Follows `nextToken` to the end, as a client does. */
async function listAll(given: Arguments): Promise<string[]> {
  const pages = await everyPage((nextToken) => list({ ...given, nextToken }));
  return pages.flatMap(({ items }) => items.map(({ id }) => id));
}

describe('a card that was published before there were versions and bundles', () => {
  it('is in its first version, without a bundle', async () => {
    const id = 'card-of-before';
    const { bundle: _, answers: __, instructions: ___, ...card } = givenExercise({ id });
    const { verification, version: ____, ...row } = card;
    await databaseAt(dynamoEndpoint).put('Exercises', exerciseKey(id), {
      ...row,
      verification: verification.kind,
      searchText: id,
    });
    const query = `{ exercise(id: "${id}") { id version bundle { url } } }`;
    const { data, errors } = await send(url, { apiKey }, query);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ exercise: { id, version: 1, bundle: null } });
  });
});

describe('the catalogue, with the API key', () => {
  it('lists every exercise in order', async () => {
    expect((await list()).items.map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id));
  });

  it('is paginated without gaps or duplicates', async () => {
    const ids = await listAll({ limit: 5 });
    expect(ids).toEqual(catalogue.map(({ id }) => id));
  });

  it('filters by difficulty', async () => {
    const ids = await listAll({ filter: { difficulty: 'BEGINNER' } });
    expect(ids).toEqual(
      catalogue.filter(({ difficulty }) => difficulty === 'BEGINNER').map(({ id }) => id),
    );
    expect(ids.length).toBeGreaterThan(0);
  });

  it('filters by tag on every page', async () => {
    const ids = await listAll({ filter: { tag: 'git' }, limit: 3 });
    expect(ids).toEqual(catalogue.filter(({ tags }) => tags.includes('git')).map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(1);
  });

  it('searches text case-insensitively', async () => {
    const word = openExercise.title.split(' ')[0]!.toUpperCase();
    const ids = await listAll({ filter: { search: word } });
    expect(ids).toContain(openExercise.id);
    expect(ids.length).toBeLessThan(catalogue.length);
  });

  it('combines filters', async () => {
    const { items } = await list({ filter: { difficulty: 'ADVANCED', tag: 'no-such-tag' } });
    expect(items).toEqual([]);
  });

  it.each([
    ['(limit: 0)', 'limit must be between 1 and 100.'],
    ['(limit: 101)', 'limit must be between 1 and 100.'],
    ['(limit: -1)', 'limit must be between 1 and 100.'],
    ['(filter: { search: "" })', 'filter.search must have 1 to 100 characters.'],
    [
      '(nextToken: "made-up")',
      'nextToken is not valid for this field. Omit it to start at the first page.',
    ],
  ])('refuses %s', async (args, message) => {
    const { status, data, errors } = await send(
      url,
      { apiKey },
      `{ exercises${args} { items { id difficulty tags } nextToken } }`,
    );
    expect(status).toBe(200);
    expect(data).toEqual({ exercises: null });
    expect(errors).toEqual([
      {
        path: ['exercises'],
        data: null,
        errorType: 'InvalidInput',
        errorInfo: null,
        locations: [{ line: 1, column: 3, sourceName: null }],
        message,
      },
    ]);
  });

  it('uses the default for a null limit', async () => {
    expect((await list({ limit: null })).items).toHaveLength(Math.min(20, catalogue.length));
  });

  it('returns every field of an exercise', async () => {
    const exercise = exerciseOf(openExercise.id);
    const data = await ask(
      url,
      { apiKey },
      operation(`query ($id: ID!) { exercise(id: $id) {
        id title summary difficulty tags points estimatedMinutes prerequisites verification
        instructions stats { completions attempts }
      } }`),
      { id: exercise.id },
    );
    expect(data).toEqual({
      exercise: {
        id: exercise.id,
        title: exercise.title,
        summary: exercise.summary,
        difficulty: exercise.difficulty,
        tags: exercise.tags,
        points: exercise.points,
        estimatedMinutes: exercise.estimatedMinutes,
        prerequisites: exercise.prerequisites,
        verification: 'ANSWER',
        instructions: exercise.instructions,
        stats: { completions: 0, attempts: 0 },
      },
    });
  });

  it('returns null for an unknown exercise', async () => {
    const data = await ask(
      url,
      { apiKey },
      operation(`{ exercise(id: "no-such-exercise") { id } }`),
    );
    expect(data).toEqual({ exercise: null });
  });

  it.each(['', 'A', 'UPPER', 'has space', 'x'.repeat(3000), 'META#1'])(
    'refuses %j as an id',
    async (id) => {
      const { data, errors } = await send(
        url,
        { apiKey },
        operation(`query ($id: ID!) { exercise(id: $id) { id } }`),
        { id },
      );
      expect(data).toEqual({ exercise: null });
      expect(errors).toMatchObject([{ errorType: 'InvalidInput' }]);
    },
  );

  it('never exposes the hash that an exercise expects', async () => {
    const { data, errors } = await send(
      url,
      { apiKey },
      '{ __type(name: "Exercise") { fields { name } } exercises { items { verificationHash } } }',
    );
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      {
        message:
          "Validation error of type FieldUndefined: Field 'verificationHash' in type 'Exercise' is undefined @ 'exercises/items/verificationHash'",
      },
    ]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { missingFromChangelog } from './clientChanges';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

it('the changelog lists every change since the last release that can break a client', async () => {
  const released = textOf(`releases/${version}.graphql`);
  const missing = await missingFromChangelog(
    textOf('CHANGELOG.md'),
    released,
    textOf('schema.graphql'),
  );
  expect(missing).toEqual([]);
});

const released = `
  type Query {
    exercise(id: ID!, language: String): Exercise @aws_api_key @aws_lambda
    exercises(filter: Filter): [Exercise!]! @aws_api_key @aws_lambda
    viewer: Viewer
  }
  type Exercise @aws_api_key @aws_lambda {
    id: ID!
    title: String!
    difficulty: Difficulty
  }
  type Viewer { id: ID! }
  enum Difficulty { EASY HARD }
  input Filter { tag: String }
`;

/** Entries that the changelog lacks after one edit of the schema. */
const missingAfter = (from: string, to: string, changelog = '## Unreleased\n') => {
  const current = released.replace(from, to);
  expect(current).not.toBe(released);
  return missingFromChangelog(changelog, released, current);
};

const changelog = (...lines: string[]) => ['# Changelog', '## Unreleased', ...lines].join('\n');

describe('a breaking change', () => {
  it.each([
    ['a removed field', 'title: String!', '', 'Exercise.title'],
    ['a field that becomes nullable', 'title: String!', 'title: String', 'Exercise.title'],
    ['a field of another type', 'title: String!', 'title: ID!', 'Exercise.title'],
    ['a removed argument', ', language: String', '', 'Query.exercise(language:)'],
    ['a new required argument', '(id: ID!', '(id: ID!, at: Int!', 'Query.exercise(at:)'],
    [
      'one whose default AppSync drops',
      '(id: ID!',
      '(id: ID!, at: Int! = 1',
      'Query.exercise(at:)',
    ],
    [
      'an argument that becomes required',
      'language: String',
      'language: String!',
      'Query.exercise(language:)',
    ],
    [
      'an input that becomes required',
      'filter: Filter',
      'filter: Filter!',
      'Query.exercises(filter:)',
    ],
    ['a new required field of an input', 'tag: String', 'tag: String at: Int!', 'Filter.at'],
    ['a removed field of an input', 'tag: String', 'at: Int', 'Filter.tag'],
    ['a removed value of an enum', 'EASY HARD', 'EASY', 'Difficulty.HARD'],
    [
      'a field that is closed to the API key',
      'Exercise @aws_api_key @aws_lambda\n    exercises',
      'Exercise\n    exercises',
      'Query.exercise',
    ],
    ['a field that is closed to sessions', ': Viewer', ': Viewer @aws_iam', 'Query.viewer'],
  ])('must be listed under "Breaking": %s', async (_, from, to, coordinate) => {
    const instruction = `Name \`${coordinate}\` in CHANGELOG.md, under "Unreleased", "Breaking".`;
    const named = `- \`${coordinate}\` is different.`;
    const refused = [expect.stringContaining(instruction)];
    expect(await missingAfter(from, to)).toEqual(refused);
    expect(await missingAfter(from, to, changelog('### Changed', named))).toEqual(refused);
    expect(
      await missingAfter(from, to, changelog('### Breaking', '## 0.1.0', '### Breaking', named)),
    ).toEqual(refused);
    expect(
      await missingAfter(from, to, changelog('### Added', '### Breaking', named, '### Fixed')),
    ).toEqual([]);
  });

  it('is reported for each type and field that a change removes or closes', async () => {
    const removed = await missingAfter('viewer: Viewer\n', '');
    expect(removed).toEqual([expect.stringContaining("'viewer' was removed")]);
    const closed = await missingAfter('type Exercise @aws_api_key @aws_lambda', 'type Exercise');
    expect(closed.map((line) => line.split('.', 2).join('.'))).toEqual([
      "Field 'Exercise.id' is closed to API_KEY",
      "Field 'Exercise.title' is closed to API_KEY",
      "Field 'Exercise.difficulty' is closed to API_KEY",
    ]);
  });
});

describe('a dangerous change', () => {
  it.each([
    ['a new value of an enum', 'EASY HARD', 'EASY HARD EXTREME', 'Difficulty.EXTREME'],
    ['a new optional argument', '(id: ID!', '(id: ID!, at: Int', 'Query.exercise(at:)'],
  ])('must be listed under "Unreleased": %s', async (_, from, to, coordinate) => {
    const named = `- \`${coordinate}\` is new.`;
    const instruction = `Name \`${coordinate}\` in CHANGELOG.md, under "Unreleased".`;
    const refused = [expect.stringContaining(instruction)];
    expect(await missingAfter(from, to)).toEqual(refused);
    expect(await missingAfter(from, to, changelog('## 0.1.0', named))).toEqual(refused);
    expect(await missingAfter(from, to, changelog('### Added', named))).toEqual([]);
  });
});

it.each([
  ['a new field', 'title: String!', 'title: String! points: Int!'],
  ['a field that is never null any more', 'difficulty: Difficulty', 'difficulty: Difficulty!'],
  ['an argument that becomes optional', 'id: ID!', 'id: ID'],
  ['a new optional field of an input', 'tag: String', 'tag: String at: Int'],
  ['a description', 'title: String!', '"In plain text." title: String!'],
  ['a deprecation', 'title: String!', 'title: String! @deprecated(reason: "Use id.")'],
  ['a field that opens', ': Viewer', ': Viewer @aws_api_key @aws_lambda'],
  ['another way to say who may read', 'Viewer {', 'Viewer @aws_lambda {'],
])('needs no entry: %s', async (_, from, to) => {
  expect(await missingAfter(from, to)).toEqual([]);
});

import { expect } from 'vitest';
import {
  documented,
  GUIDE,
  recorded,
  unconfirmed,
  type Area,
  type Source,
  type Step,
  type Transcript,
} from './behaviour';
import { MISTAKE_ENTRY } from './evaluations';
import { complete, connected, data, receives, starts, subscribes } from './givenPosts';

const DATA = documented(`${GUIDE}aws-appsync-real-time-data.html`);
const ENHANCED = documented(`${GUIDE}aws-appsync-real-time-enhanced-filtering.html`);
const INVALIDATION = documented(`${GUIDE}aws-appsync-real-time-invalidation.html`);
const EXTENSIONS = documented(`${GUIDE}extensions-js.html`);

const TYPES = { id: 'ID', author: 'String', title: 'String', score: 'Int', tags: '[String]' };
type Name = keyof typeof TYPES;
const NAMES = Object.keys(TYPES) as Name[];

/** A subscription that passes these arguments as variables, which it may be started with or not. */
const onPost = (...names: Name[]): string =>
  names.length === 0
    ? 'subscription { onPost { id } }'
    : `subscription (${names.map((name) => `$${name}: ${TYPES[name]}`).join()}) {
        onPost(${names.map((name) => `${name}: $${name}`).join()}) { id }
      }`;
const ON_POST = onPost(...NAMES);
const WRITES = `mutation {
  addPost(id: "1", title: "Deep sea", score: 7, open: true, tags: ["a", "b"], author: null) {
    id title score open tags author
  }
}`;

/** Whether a subscription with these arguments gets the one post that is written. */
function byArguments(
  id: string,
  source: Source,
  says: string,
  args: Partial<Record<Name, unknown>>,
  passes: boolean,
  query = onPost(...(Object.keys(args) as Name[])),
): Transcript {
  const asked = `\`${JSON.stringify(args)}\``;
  return connected(
    id,
    source,
    `${passes ? 'sends' : 'does not send'} ${says} (${asked})`,
    ...subscribes('a', query, args),
    { mutates: WRITES },
    ...(passes ? [receives(data('a', { onPost: { id: '1' } }))] : []),
  );
}

/** Maintainers of AppSync call it a bug in aws/aws-appsync-community#94. */
const NOT_SUPPLIED = recorded('https://github.com/awslabs/aws-mobile-appsync-sdk-js/issues/241');
const STRICT = unconfirmed('the guide speaks of equal values');

const argumentFilters: Transcript[] = [
  byArguments('SF-argument-none', DATA, 'everything where no argument is given', {}, true),
  byArguments('SF-argument-equal', DATA, 'what an argument equals', { id: '1' }, true),
  byArguments('SF-argument-unequal', DATA, 'what it does not equal', { id: '2' }, false),
  byArguments('SF-argument-number', DATA, 'what a number equals', { score: 7 }, true),
  byArguments(
    'SF-argument-all',
    DATA,
    'what only one of two arguments equals',
    { id: '1', score: 8 },
    false,
  ),
  byArguments('SF-argument-null', DATA, 'what is null where null is given', { author: null }, true),
  byArguments(
    'SF-argument-null-unequal',
    DATA,
    'what is not null where null is given',
    { id: null },
    false,
  ),
  byArguments(
    'SF-argument-absent',
    DATA,
    'a value where null is published',
    { author: 'ada' },
    false,
  ),
  byArguments('SF-argument-list', STRICT, 'an equal list', { tags: ['a', 'b'] }, true),
  byArguments('SF-argument-list-shorter', STRICT, 'a shorter list', { tags: ['a'] }, false),
  byArguments('SF-argument-case', STRICT, 'a text in other letters', { title: 'deep sea' }, false),
  byArguments(
    'SF-argument-not-supplied',
    NOT_SUPPLIED,
    'what is not null where a variable is declared and not supplied',
    { id: '1' },
    false,
    onPost('id', 'title'),
  ),
  byArguments(
    'SF-argument-not-supplied-null',
    NOT_SUPPLIED,
    'what is null where a variable is declared and not supplied',
    { id: '1' },
    true,
    onPost('id', 'author'),
  ),
  byArguments(
    'SF-argument-none-supplied',
    recorded('https://github.com/aws/aws-appsync-community/issues/94'),
    'anything where the one variable is declared and not supplied',
    {},
    false,
    onPost('id'),
  ),
  byArguments(
    'SF-argument-all-declared',
    recorded('https://github.com/awslabs/aws-mobile-appsync-sdk-js/issues/339'),
    'what one of many variables equals where the others are not supplied',
    { id: '1' },
    false,
    ON_POST,
  ),
  connected(
    'SF-argument-not-supplied-unselected',
    NOT_SUPPLIED,
    'sends what the mutation did not select where a variable is declared and not supplied',
    ...subscribes('a', onPost('id', 'title'), { id: '1' }),
    { mutates: 'mutation { addPost(id: "1", title: "Deep sea") { id } }' },
    receives(data('a', { onPost: { id: '1' } })),
  ),
  connected(
    'SF-argument-unselected',
    DATA,
    'takes a field that the mutation did not select for null',
    ...subscribes('a', onPost('id', 'author'), { id: '1', author: null }),
    ...subscribes('b', onPost('title'), { title: 'Deep sea' }),
    { mutates: 'mutation { addPost(id: "1", author: "ada", title: "Deep sea") { id } }' },
    receives(data('a', { onPost: { id: '1' } })),
  ),
  connected(
    'SF-argument-literal',
    DATA,
    'filters by an argument that stands in the document',
    ...subscribes('a', 'subscription { onPost(author: "ada") { id } }'),
    { mutates: 'mutation { addPost(id: "1", author: "bob") { id author } }' },
    { mutates: 'mutation { addPost(id: "2", author: "ada") { id author } }' },
    receives(data('a', { onPost: { id: '2' } })),
  ),
  connected(
    'SF-argument-default',
    unconfirmed('a default is the value of its variable'),
    'filters by the default of a variable',
    ...subscribes('a', 'subscription ($author: String = "ada") { onPost(author: $author) { id } }'),
    { mutates: 'mutation { addPost(id: "1", author: "bob") { id author } }' },
    { mutates: 'mutation { addPost(id: "2", author: "ada") { id author } }' },
    receives(data('a', { onPost: { id: '2' } })),
  ),
  connected(
    'SF-argument-alias',
    unconfirmed('arguments name fields'),
    'filters by what a field is, whatever the mutation calls it',
    ...subscribes('a', onPost('author'), { author: 'ada' }),
    { mutates: 'mutation { addPost(id: "1", author: "bob", title: "ada") { id author: title } }' },
    { mutates: 'mutation { addPost(id: "2", author: "ada") { id by: author } }' },
    receives(data('a', { onPost: { id: '2' } })),
  ),
];

interface Filter {
  readonly fieldName: string;
  readonly operator: string;
  readonly value: unknown;
}

const ON_FILTERED =
  'subscription ($filter: AWSJSON, $score: Int) { onFiltered(filter: $filter, score: $score) { id } }';
const THING =
  'mutation { addThing { id score open title tags author place { city land { name } } } }';

const setting = (...groups: Filter[][]): { filter: string } => ({
  filter: JSON.stringify({ filterGroup: groups.map((filters) => ({ filters })) }),
});
const one = (fieldName: string, operator: string, value: unknown): Filter => ({
  fieldName,
  operator,
  value,
});

/** Whether groups of filters let the one thing through that is published. */
const byFilter = (
  id: string,
  source: Source,
  passes: boolean,
  says: string,
  ...groups: Filter[][]
): Transcript =>
  connected(
    `SF-${id}`,
    source,
    `${passes ? 'sends' : 'does not send'} ${says}`,
    ...subscribes('a', ON_FILTERED, setting(...groups)),
    { mutates: THING },
    ...(passes ? [receives(data('a', { onFiltered: { id: '1' } }))] : []),
  );

/** One operator of one field. */
const operator = (
  id: string,
  passes: boolean,
  fieldName: string,
  name: string,
  value: unknown,
  source = ENHANCED,
): Transcript => {
  const at = fieldName
    .split('.')
    .reduce<unknown>(
      (within, member) => (within as Record<string, unknown> | undefined)?.[member],
      {
        id: '1',
        score: 7,
        open: true,
        title: 'Deep sea',
        tags: ['a', 'b'],
        place: { city: 'London', land: { name: 'England' } },
      },
    );
  const says = `${JSON.stringify(at) ?? 'what has no such field'} for \`${name} ${JSON.stringify(value)}\``;
  return byFilter(id, source, passes, says, [one(fieldName, name, value)]);
};

/** Not among the examples: nothing is converted, and nothing compares with what is not there. */
const UNSAID = unconfirmed('the guide compares values of one type, and says nothing of others');

const operators: Transcript[] = [
  operator('eq', true, 'id', 'eq', '1'),
  operator('eq-type', false, 'score', 'eq', '7', UNSAID),
  operator('eq-boolean', true, 'open', 'eq', true),
  operator('ne', true, 'id', 'ne', '2'),
  operator('ne-same', false, 'id', 'ne', '1'),
  operator('le-bound', true, 'score', 'le', 7),
  operator('lt-bound', false, 'score', 'lt', 7),
  operator('ge-bound', true, 'score', 'ge', 7),
  operator('gt-bound', false, 'score', 'gt', 7),
  operator('gt-text', true, 'title', 'gt', 'Cave'),
  operator('gt-types', false, 'score', 'gt', '1', UNSAID),
  operator('contains-text', true, 'title', 'contains', 'sea'),
  operator('contains-list', true, 'tags', 'contains', 'a'),
  operator('contains-case', false, 'title', 'contains', 'SEA', UNSAID),
  operator('not-contains', true, 'tags', 'notContains', 'c'),
  operator('not-contains-member', false, 'tags', 'notContains', 'a'),
  operator('begins-with', true, 'title', 'beginsWith', 'Deep'),
  operator('begins-with-end', false, 'title', 'beginsWith', 'sea'),
  operator('in', true, 'score', 'in', [6, 7]),
  operator('in-without', false, 'score', 'in', [6]),
  operator('not-in', true, 'score', 'notIn', [6]),
  operator('not-in-with', false, 'score', 'notIn', [6, 7]),
  operator('between-bound', true, 'score', 'between', [7, 9]),
  operator('between-outside', false, 'score', 'between', [8, 9]),
  operator('contains-any', true, 'tags', 'containsAny', ['x', 'b']),
  operator('contains-any-none', false, 'tags', 'containsAny', ['x']),
  operator('nested', true, 'place.land.name', 'eq', 'England'),
  operator('nested-nothing', false, 'place.sea.name', 'eq', 'England', UNSAID),
  operator('absent', false, 'city', 'gt', 'A', UNSAID),
];

const enhanced: Transcript[] = [
  byFilter('group-all', ENHANCED, false, 'what only one filter of a group lets through', [
    one('id', 'eq', '1'),
    one('score', 'gt', 9),
  ]),
  byFilter(
    'groups-any',
    ENHANCED,
    true,
    'what one group of several lets through',
    [one('id', 'eq', '2')],
    [one('score', 'gt', 6)],
  ),
  connected(
    'SF-replaces-arguments',
    ENHANCED,
    'leaves arguments out of account where the resolver sets a filter',
    ...subscribes('a', ON_FILTERED, { ...setting([one('id', 'eq', '1')]), score: 100 }),
    { mutates: THING },
    receives(data('a', { onFiltered: { id: '1' } })),
  ),
  connected(
    'SF-replaces-not-supplied',
    ENHANCED,
    'leaves variables that are not supplied out of account there, too',
    ...subscribes('a', ON_FILTERED, setting([one('id', 'eq', '1')])),
    ...subscribes('b', ON_FILTERED, setting([one('id', 'eq', '2')])),
    { mutates: THING },
    receives(data('a', { onFiltered: { id: '1' } })),
  ),
  connected(
    'SF-not-set-not-supplied',
    NOT_SUPPLIED,
    'filters for null where the resolver sets no filter and a variable is not supplied',
    ...subscribes('a', 'subscription ($score: Int) { onFiltered(score: $score) { id } }'),
    { mutates: THING },
    { mutates: 'mutation { addThing { id } }' },
    receives(data('a', { onFiltered: { id: '1' } })),
  ),
  connected(
    'SF-not-set',
    ENHANCED,
    'filters by arguments where the resolver sets no filter',
    ...subscribes('a', 'subscription { onFiltered(score: 100) { id } }'),
    ...subscribes('b', 'subscription { onFiltered(score: 7) { id } }'),
    { mutates: THING },
    receives(data('b', { onFiltered: { id: '1' } })),
  ),
  connected(
    'SF-identity',
    ENHANCED,
    'filters by who subscribes, as its resolver says',
    ...subscribes('a', 'subscription { onMine { id } }'),
    { mutates: 'mutation { addPost(id: "1", author: "bob") { id author } }' },
    { mutates: 'mutation { addPost(id: "2", author: "ada") { id author } }' },
    receives(data('a', { onMine: { id: '2' } })),
  ),
  connected(
    'SF-in-request',
    unconfirmed(
      'aws-samples/aws-appsync-resolver-samples deploys it (examples/cdk/pub-sub-app); the guide has response handlers alone',
    ),
    'filters by what a request handler sets',
    ...subscribes('a', 'subscription { onRequested { id } }'),
    { mutates: 'mutation { addPost(id: "1", author: "bob") { id author } }' },
    { mutates: 'mutation { addPost(id: "2", author: "ada") { id author } }' },
    receives(data('a', { onRequested: { id: '2' } })),
  ),
  connected(
    'SF-unselected',
    unconfirmed('what is published is what the mutation selected'),
    'does not send what a filter would let through of a field that was not selected',
    ...subscribes('a', ON_FILTERED, setting([one('score', 'ge', 7)])),
    { mutates: 'mutation { addThing { id } }' },
  ),
  ...[
    ['operator', 'an operator that there is not', [one('id', 'lte', 1)]],
    ['in', 'more than five values of `in`', [one('score', 'in', [1, 2, 3, 4, 5, 6])]],
    [
      'contains-any',
      'more than twenty values of `containsAny`',
      [one('tags', 'containsAny', Array.from({ length: 21 }, String))],
    ],
    ['fields', 'more than five fields', [...'abcdef'].map((name) => one(name, 'eq', 1))],
    [
      'filters',
      'more than ten filters in a group',
      Array.from({ length: 11 }, (_, index) => one('id', 'ne', String(index))),
    ],
  ].map(([id, says, filters]) =>
    connected(
      `SF-limit-${id as string}`,
      EXTENSIONS,
      `refuses a subscription whose filter has ${says as string}`,
      starts('a', ON_FILTERED, setting(filters as Filter[])),
      receives(expect.objectContaining({ id: 'a', type: 'error' })),
    ),
  ),
];

const ON_TOPIC = 'subscription ($ends: AWSJSON) { onTopic(ends: $ends) { id } }';
const endedBy = (author: string): { ends: string } => ({
  ends: setting([one('author', 'eq', author)]).filter,
});
const ends = (author: string): Step => ({
  mutates: 'mutation ($author: String) { endTopic(author: $author) { id } }',
  variables: { author },
});
const ENDED = unconfirmed('that it ends is documented; which frame says so is not');

const invalidations: Transcript[] = [
  connected(
    'SF-invalidate',
    ENDED,
    'completes a subscription whose invalidation filter a mutation passes',
    ...subscribes('a', ON_TOPIC, endedBy('ada')),
    ends('ada'),
    receives(complete('a')),
    { mutates: 'mutation { addPost(id: "1") { id } }' },
  ),
  connected(
    'SF-invalidate-other',
    INVALIDATION,
    'goes on with one whose filter it does not pass',
    ...subscribes('a', ON_TOPIC, endedBy('ada')),
    ends('bob'),
    { mutates: 'mutation { addPost(id: "1") { id } }' },
    receives(data('a', { onTopic: { id: '1' } })),
  ),
  connected(
    'SF-invalidate-without',
    INVALIDATION,
    'goes on with one that has no invalidation filter',
    ...subscribes('a', ON_TOPIC),
    ends('ada'),
    { mutates: 'mutation { addPost(id: "1") { id } }' },
    receives(data('a', { onTopic: { id: '1' } })),
  ),
  connected(
    'SF-invalidate-field',
    INVALIDATION,
    'goes on with one to another field than the mutation names',
    ...subscribes('a', ON_TOPIC, endedBy('ada')),
    { mutates: 'mutation { endTopic(author: "ada", of: "onPost") { id } }' },
    { mutates: 'mutation { addPost(id: "1") { id } }' },
    receives(data('a', { onTopic: { id: '1' } })),
  ),
  connected(
    'SF-invalidate-only',
    ENDED,
    'ends of several only those that the mutation is about',
    ...subscribes('a', ON_TOPIC, endedBy('ada')),
    ...subscribes('b', ON_TOPIC, endedBy('bob')),
    ends('ada'),
    receives(complete('a')),
    { mutates: 'mutation { addPost(id: "1") { id } }' },
    receives(data('b', { onTopic: { id: '1' } })),
  ),
  connected(
    'SF-invalidate-several',
    EXTENSIONS,
    'ends the subscriptions of five calls in one request',
    ...['a', 'b', 'c', 'd', 'e'].flatMap((id) => subscribes(id, ON_TOPIC, endedBy(id))),
    { mutates: 'mutation { endTopics(authors: ["a", "b", "c", "d", "e"]) { id } }' },
    receives(...['a', 'b', 'c', 'd', 'e'].map(complete)),
  ),
  connected(
    'SF-invalidate-too-many',
    EXTENSIONS,
    'has an error for the sixth call',
    ...subscribes('a', ON_TOPIC, endedBy('never')),
    {
      mutates: 'mutation { endTopics(authors: ["a", "b", "c", "d", "e", "f"]) { id } }',
      answer: {
        data: { endTopics: null },
        errors: [
          {
            path: ['endTopics'],
            data: null,
            errorInfo: null,
            locations: [{ line: 1, column: 12, sourceName: null }],
            ...MISTAKE_ENTRY,
          },
        ],
      },
    },
  ),
];

export const subscriptionFilters: Area = {
  title: 'Filters of subscriptions',
  behaviours: [...argumentFilters, ...operators, ...enhanced, ...invalidations],
};

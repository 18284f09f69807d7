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

/** A subscription that passes these arguments as variables, which a `start` may omit. */
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

/** Whether a subscription with these arguments receives the only post that is written. */
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
const STRICT = unconfirmed('the guide mentions only equal values');

const argumentFilters: Transcript[] = [
  byArguments('SF-argument-none', DATA, 'everything without arguments', {}, true),
  byArguments('SF-argument-equal', DATA, 'a post that equals an argument', { id: '1' }, true),
  byArguments(
    'SF-argument-unequal',
    DATA,
    'a post that differs from an argument',
    { id: '2' },
    false,
  ),
  byArguments(
    'SF-argument-number',
    DATA,
    'a post that equals a number argument',
    { score: 7 },
    true,
  ),
  byArguments(
    'SF-argument-all',
    DATA,
    'a post that equals only one of two arguments',
    { id: '1', score: 8 },
    false,
  ),
  byArguments(
    'SF-argument-null',
    DATA,
    'a post with a null field for a null argument',
    { author: null },
    true,
  ),
  byArguments(
    'SF-argument-null-unequal',
    DATA,
    'a post with a non-null field for a null argument',
    { id: null },
    false,
  ),
  byArguments(
    'SF-argument-absent',
    DATA,
    'a post with a null field for a non-null argument',
    { author: 'ada' },
    false,
  ),
  byArguments('SF-argument-list', STRICT, 'an equal list', { tags: ['a', 'b'] }, true),
  byArguments('SF-argument-list-shorter', STRICT, 'a shorter list', { tags: ['a'] }, false),
  byArguments('SF-argument-case', STRICT, 'a string in another case', { title: 'deep sea' }, false),
  byArguments(
    'SF-argument-not-supplied',
    NOT_SUPPLIED,
    'a post with a non-null field when its variable is declared but not supplied',
    { id: '1' },
    false,
    onPost('id', 'title'),
  ),
  byArguments(
    'SF-argument-not-supplied-null',
    NOT_SUPPLIED,
    'a post with a null field when its variable is declared but not supplied',
    { id: '1' },
    true,
    onPost('id', 'author'),
  ),
  byArguments(
    'SF-argument-none-supplied',
    recorded('https://github.com/aws/aws-appsync-community/issues/94'),
    'anything when the only variable is declared but not supplied',
    {},
    false,
    onPost('id'),
  ),
  byArguments(
    'SF-argument-all-declared',
    recorded('https://github.com/awslabs/aws-mobile-appsync-sdk-js/issues/339'),
    'a post that equals one of many variables when the others are not supplied',
    { id: '1' },
    false,
    ON_POST,
  ),
  connected(
    'SF-argument-not-supplied-unselected',
    NOT_SUPPLIED,
    'sends a post with an unselected field when its variable is declared but not supplied',
    ...subscribes('a', onPost('id', 'title'), { id: '1' }),
    { mutates: 'mutation { addPost(id: "1", title: "Deep sea") { id } }' },
    receives(data('a', { onPost: { id: '1' } })),
  ),
  connected(
    'SF-argument-unselected',
    DATA,
    'interprets an unselected field as null',
    ...subscribes('a', onPost('id', 'author'), { id: '1', author: null }),
    ...subscribes('b', onPost('title'), { title: 'Deep sea' }),
    { mutates: 'mutation { addPost(id: "1", author: "ada", title: "Deep sea") { id } }' },
    receives(data('a', { onPost: { id: '1' } })),
  ),
  connected(
    'SF-argument-literal',
    DATA,
    'filters by a literal argument in the document',
    ...subscribes('a', 'subscription { onPost(author: "ada") { id } }'),
    { mutates: 'mutation { addPost(id: "1", author: "bob") { id author } }' },
    { mutates: 'mutation { addPost(id: "2", author: "ada") { id author } }' },
    receives(data('a', { onPost: { id: '2' } })),
  ),
  connected(
    'SF-argument-default',
    unconfirmed('a default value is the value of its variable'),
    'filters by the default value of a variable',
    ...subscribes('a', 'subscription ($author: String = "ada") { onPost(author: $author) { id } }'),
    { mutates: 'mutation { addPost(id: "1", author: "bob") { id author } }' },
    { mutates: 'mutation { addPost(id: "2", author: "ada") { id author } }' },
    receives(data('a', { onPost: { id: '2' } })),
  ),
  connected(
    'SF-argument-alias',
    unconfirmed('arguments refer to fields'),
    "filters by field name, regardless of the mutation's aliases",
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

/** Whether groups of filters pass the only thing that is published. */
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

/** One operator on one field. */
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
  const says = `${JSON.stringify(at) ?? 'a missing field'} for \`${name} ${JSON.stringify(value)}\``;
  return byFilter(id, source, passes, says, [one(fieldName, name, value)]);
};

/** Not among the examples: no value is converted, and a missing value compares with nothing. */
const UNSAID = unconfirmed(
  'the guide compares values of the same type, and does not mention others',
);

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
  byFilter('group-all', ENHANCED, false, 'a value that passes only one filter of a group', [
    one('id', 'eq', '1'),
    one('score', 'gt', 9),
  ]),
  byFilter(
    'groups-any',
    ENHANCED,
    true,
    'a value that passes one of several groups',
    [one('id', 'eq', '2')],
    [one('score', 'gt', 6)],
  ),
  connected(
    'SF-replaces-arguments',
    ENHANCED,
    'ignores arguments when the resolver sets a filter',
    ...subscribes('a', ON_FILTERED, { ...setting([one('id', 'eq', '1')]), score: 100 }),
    { mutates: THING },
    receives(data('a', { onFiltered: { id: '1' } })),
  ),
  connected(
    'SF-replaces-not-supplied',
    ENHANCED,
    'ignores variables that are not supplied when the resolver sets a filter',
    ...subscribes('a', ON_FILTERED, setting([one('id', 'eq', '1')])),
    ...subscribes('b', ON_FILTERED, setting([one('id', 'eq', '2')])),
    { mutates: THING },
    receives(data('a', { onFiltered: { id: '1' } })),
  ),
  connected(
    'SF-not-set-not-supplied',
    NOT_SUPPLIED,
    'filters for null when the resolver sets no filter and a variable is not supplied',
    ...subscribes('a', 'subscription ($score: Int) { onFiltered(score: $score) { id } }'),
    { mutates: THING },
    { mutates: 'mutation { addThing { id } }' },
    receives(data('a', { onFiltered: { id: '1' } })),
  ),
  connected(
    'SF-not-set',
    ENHANCED,
    'filters by arguments when the resolver sets no filter',
    ...subscribes('a', 'subscription { onFiltered(score: 100) { id } }'),
    ...subscribes('b', 'subscription { onFiltered(score: 7) { id } }'),
    { mutates: THING },
    receives(data('b', { onFiltered: { id: '1' } })),
  ),
  connected(
    'SF-identity',
    ENHANCED,
    'filters by the identity of the subscriber, as its resolver specifies',
    ...subscribes('a', 'subscription { onMine { id } }'),
    { mutates: 'mutation { addPost(id: "1", author: "bob") { id author } }' },
    { mutates: 'mutation { addPost(id: "2", author: "ada") { id author } }' },
    receives(data('a', { onMine: { id: '2' } })),
  ),
  connected(
    'SF-in-request',
    unconfirmed(
      'aws-samples/aws-appsync-resolver-samples deploys it (examples/cdk/pub-sub-app); the guide shows only response handlers',
    ),
    'applies a filter that a request handler sets',
    ...subscribes('a', 'subscription { onRequested { id } }'),
    { mutates: 'mutation { addPost(id: "1", author: "bob") { id author } }' },
    { mutates: 'mutation { addPost(id: "2", author: "ada") { id author } }' },
    receives(data('a', { onRequested: { id: '2' } })),
  ),
  connected(
    'SF-unselected',
    unconfirmed('only the fields that the mutation selected are published'),
    'does not send a message with a filtered field that was not selected',
    ...subscribes('a', ON_FILTERED, setting([one('score', 'ge', 7)])),
    { mutates: 'mutation { addThing { id } }' },
  ),
  ...[
    ['operator', 'an unknown operator', [one('id', 'lte', 1)]],
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
      `refuses a subscription filter with ${says as string}`,
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
const ENDED = unconfirmed('the end is documented, but not its frame');

const invalidations: Transcript[] = [
  connected(
    'SF-invalidate',
    ENDED,
    'completes a subscription when a mutation passes its invalidation filter',
    ...subscribes('a', ON_TOPIC, endedBy('ada')),
    ends('ada'),
    receives(complete('a')),
    { mutates: 'mutation { addPost(id: "1") { id } }' },
  ),
  connected(
    'SF-invalidate-other',
    INVALIDATION,
    'continues a subscription when the mutation does not pass its invalidation filter',
    ...subscribes('a', ON_TOPIC, endedBy('ada')),
    ends('bob'),
    { mutates: 'mutation { addPost(id: "1") { id } }' },
    receives(data('a', { onTopic: { id: '1' } })),
  ),
  connected(
    'SF-invalidate-without',
    INVALIDATION,
    'continues a subscription without an invalidation filter',
    ...subscribes('a', ON_TOPIC),
    ends('ada'),
    { mutates: 'mutation { addPost(id: "1") { id } }' },
    receives(data('a', { onTopic: { id: '1' } })),
  ),
  connected(
    'SF-invalidate-field',
    INVALIDATION,
    'continues a subscription to a field that the mutation does not name',
    ...subscribes('a', ON_TOPIC, endedBy('ada')),
    { mutates: 'mutation { endTopic(author: "ada", of: "onPost") { id } }' },
    { mutates: 'mutation { addPost(id: "1") { id } }' },
    receives(data('a', { onTopic: { id: '1' } })),
  ),
  connected(
    'SF-invalidate-only',
    ENDED,
    'ends only those of several subscriptions that the mutation concerns',
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
    'returns an error for the sixth call',
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

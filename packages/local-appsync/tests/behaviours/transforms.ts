import { documented, GUIDE, unconfirmed, type Area, type Source } from './behaviour';
import { evaluates, evaluations, fails } from './evaluations';

const TRANSFORM = documented(`${GUIDE}transformation-helpers-in-utils-transform-js.html`);
const SIMULATOR = unconfirmed(
  "AWS's Amplify simulator produces it (aws-amplify/amplify-cli, opensearch-utils.ts)",
);
const EXPANSION = unconfirmed('the guide has an example of it; the rest is from reports');

const term = (field: string, value: unknown) => ({ term: { [field]: value } });

/** id, source, filter, query. */
const queries: readonly (readonly [string, Source, string, unknown])[] = [
  [
    'example',
    TRANSFORM,
    `{ upvotes: { ne: 15, range: [10, 20] }, title: { eq: 'hihihi', wildcard: 'h*i' } }`,
    {
      bool: {
        must: [
          {
            bool: {
              must: [
                { bool: { must_not: term('upvotes', 15) } },
                { range: { upvotes: { gte: 10, lte: 20 } } },
              ],
            },
          },
          { bool: { must: [term('title', 'hihihi'), { wildcard: { title: 'h*i' } }] } },
        ],
      },
    },
  ],
  ['single', SIMULATOR, `{ a: { eq: 1 } }`, term('a', 1)],
  ['gt', SIMULATOR, `{ a: { gt: 1 } }`, { range: { a: { gt: 1 } } }],
  ['gte', SIMULATOR, `{ a: { gte: 1 } }`, { range: { a: { gte: 1 } } }],
  ['lt', SIMULATOR, `{ a: { lt: 1 } }`, { range: { a: { lt: 1 } } }],
  ['lte', SIMULATOR, `{ a: { lte: 1 } }`, { range: { a: { lte: 1 } } }],
  ['match', SIMULATOR, `{ a: { match: 'x' } }`, { match: { a: 'x' } }],
  ['phrase', SIMULATOR, `{ a: { matchPhrase: 'x' } }`, { match_phrase: { a: 'x' } }],
  ['prefix', SIMULATOR, `{ a: { matchPhrasePrefix: 'x' } }`, { match_phrase_prefix: { a: 'x' } }],
  ['multi', SIMULATOR, `{ a: { multiMatch: 'x' } }`, { multi_match: { a: 'x' } }],
  ['regexp', SIMULATOR, `{ a: { regexp: 'x' } }`, { regexp: { a: 'x' } }],
  ['exists', SIMULATOR, `{ a: { exists: true } }`, { exists: { field: 'a' } }],
  [
    'exists-not',
    SIMULATOR,
    `{ a: { exists: false } }`,
    { bool: { must_not: { exists: { field: 'a' } } } },
  ],
  [
    'and',
    SIMULATOR,
    `{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }`,
    { bool: { must: [term('a', 1), term('b', 2)] } },
  ],
  [
    'or',
    SIMULATOR,
    `{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }`,
    { bool: { should: [term('a', 1), term('b', 2)], minimum_should_match: 1 } },
  ],
  ['not', SIMULATOR, `{ not: { a: { eq: 1 } } }`, { bool: { must_not: term('a', 1) } }],
  ['empty', SIMULATOR, `{}`, null],
  ['unknown', SIMULATOR, `{ a: { eq: 1, foo: 2 } }`, null],
  ['null', SIMULATOR, `null`, null],
];

/** `a eq 1` is one filter. */
const filter = (text: string) => {
  const [fieldName, operator, value] = text.split(' ');
  return { fieldName, operator, value: Number(value) };
};
const groups = (...texts: string[][]) => ({
  filterGroup: texts.map((group) => ({ filters: group.map(filter) })),
});

/** id, arguments, filter. */
const expansions: readonly (readonly [string, string, unknown])[] = [
  ['field', `{ a: { eq: 1 } }`, groups(['a eq 1'])],
  ['fields-and', `{ a: { eq: 1 }, b: { gt: 2 } }`, groups(['a eq 1', 'b gt 2'])],
  ['operators-or', `{ a: { lt: 1, gt: 2 } }`, groups(['a lt 1'], ['a gt 2'])],
  [
    'operators-multiply',
    `{ a: { lt: 1, gt: 2 }, b: { eq: 3 } }`,
    groups(['a lt 1', 'b eq 3'], ['a gt 2', 'b eq 3']),
  ],
  ['and', `{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }`, groups(['a eq 1', 'b eq 2'])],
  ['or', `{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }`, groups(['a eq 1'], ['b eq 2'])],
  [
    'field-or',
    `{ c: { eq: 3 }, or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }`,
    groups(['c eq 3', 'a eq 1'], ['c eq 3', 'b eq 2']),
  ],
  [
    'nested',
    `{ or: [{ and: [{ a: { eq: 1 } }, { or: [{ b: { eq: 2 } }, { c: { eq: 3 } }] }] }, { d: { eq: 4 } }] }`,
    groups(['a eq 1', 'b eq 2'], ['a eq 1', 'c eq 3'], ['d eq 4']),
  ],
  ['ignored', `{ a: { eq: 1 }, b: { eq: 2 } }, ['b']`, groups(['a eq 1'])],
  ['ignored-deep', `{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, ['b']`, groups(['a eq 1'])],
  [
    'rules',
    `{ a: { eq: 1 } }, [], { b: { eq: 2 }, c: { eq: 3 } }`,
    groups(['a eq 1', 'b eq 2'], ['a eq 1', 'c eq 3']),
  ],
  ['rules-not-ignored', `{ a: { eq: 1 } }, ['b'], { b: { eq: 2 } }`, groups(['a eq 1', 'b eq 2'])],
  ['not-is-a-field', `{ not: { eq: 1 } }`, groups(['not eq 1'])],
  ['operators-unchecked', `{ a: { lte: 1 } }`, groups(['a lte 1'])],
  ['nothing', `{}`, groups([])],
];

export const transforms: Area = {
  title: 'Queries and subscription filters',
  behaviours: evaluations([
    ...queries.map(([id, source, filter, query]) =>
      evaluates(
        `TRANSFORM-query-${id}`,
        source,
        query === null
          ? `util.transform.toElasticsearchQueryDSL(${filter})`
          : `JSON.parse(util.transform.toElasticsearchQueryDSL(${filter}))`,
        query,
      ),
    ),
    evaluates(
      'TRANSFORM-query-is-text',
      TRANSFORM,
      `typeof util.transform.toElasticsearchQueryDSL({ a: { eq: 1 } })`,
      'string',
    ),
    ...expansions.map(([id, args, expanded]) =>
      evaluates(
        `TRANSFORM-filter-${id}`,
        EXPANSION,
        `util.transform.toSubscriptionFilter(${args})`,
        expanded,
      ),
    ),
    ...[
      ['no-object', `null`],
      ['no-operators', `{ a: 1 }`],
      ['or-no-list', `{ or: { a: { eq: 1 } } }`],
      ['rule-of-two', `{}, [], { a: { eq: 1, ne: 2 } }`],
      ['rule-and', `{}, [], { and: { eq: 1 } }`],
    ].map(([id, args]) =>
      fails(
        `TRANSFORM-filter-refuses-${id}`,
        TRANSFORM,
        `util.transform.toSubscriptionFilter(${args})`,
      ),
    ),
    fails(
      'TRANSFORM-filter-refuses-too-many',
      unconfirmed('an expansion must not exhaust shared resources'),
      `util.transform.toSubscriptionFilter({ ${[...'abcdef']
        .map((name) => `${name}: { eq: 1, ne: 2, lt: 3, gt: 4 }`)
        .join(', ')} })`,
    ),
  ]),
};

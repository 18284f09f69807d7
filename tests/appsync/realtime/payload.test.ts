import { parse, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { publishedPayload } from '../../../local/appsync/realtime/payload';

const DATA = 'https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html';

/** What a mutation's answer is published as. */
const cases: { id: string; source: string; query: string; value: unknown; payload: unknown }[] = [
  {
    id: 'PAYLOAD-1: names in place of aliases, at every depth',
    source: DATA,
    query: 'mutation { add { key: id by: author { called: name } } }',
    value: { key: '1', by: { called: 'ada' } },
    payload: { id: '1', author: { name: 'ada' } },
  },
  {
    id: 'PAYLOAD-2: fragments, merged with what is selected beside them',
    source: DATA,
    query:
      'mutation { add { author { id } ...more } } fragment more on Post { author { n: name } ... { t: title } }',
    value: { author: { id: '1', n: 'ada' }, t: 'a' },
    payload: { author: { id: '1', name: 'ada' }, title: 'a' },
  },
  {
    id: 'PAYLOAD-3: lists, whose elements may be null',
    source: DATA,
    query: 'mutation { add { tags posts { key: id } posts { t: title } } }',
    value: { tags: ['a'], posts: [{ key: '1', t: 'x' }, null] },
    payload: { tags: ['a'], posts: [{ id: '1', title: 'x' }, null] },
  },
  {
    id: 'PAYLOAD-4: what a directive left out stays out',
    source: DATA,
    query: 'mutation { add { id title @skip(if: true) } }',
    value: { id: '1' },
    payload: { id: '1' },
  },
  {
    id: 'PAYLOAD-5: null',
    source: DATA,
    query: 'mutation { add { id } }',
    value: null,
    payload: null,
  },
];

describe('publishedPayload', () => {
  it.each(cases)('$id', ({ query, value, payload }) => {
    const document = parse(query);
    const [node] = (document.definitions[0] as OperationDefinitionNode).selectionSet.selections;
    const selections = node && 'selectionSet' in node ? node.selectionSet : undefined;
    expect(publishedPayload(document, selections, value)).toEqual(payload);
  });
});

import { documented, recorded, unconfirmed, type Area, type Behaviour } from '../../behaviour';
import { asks, fails, gives, refuses } from '../answers';
import {
  CONDITION_FAILED,
  DYNAMODB_EXCEPTION,
  dynamo,
  IS_NEW,
  keyOf,
  raw,
  reference,
  said,
  stored,
} from './given';

const CONDITIONS = documented(reference('condition-expressions'));

const conditionFailed = fails(CONDITION_FAILED, said('The conditional request failed'));

/** A request of each kind for a key. */
const get = (pk: string, more: object = {}) => ({ operation: 'GetItem', key: keyOf(pk), ...more });
const put = (pk: string, attributeValues: object, condition?: object) => ({
  operation: 'PutItem',
  key: keyOf(pk),
  attributeValues,
  ...(condition && { condition }),
});
const update = (pk: string, expression: string, values: object, condition?: object) => ({
  operation: 'UpdateItem',
  key: keyOf(pk),
  update: { expression, ...(Object.keys(values).length > 0 && { expressionValues: values }) },
  ...(condition && { condition }),
});
const remove = (pk: string, condition?: object) => ({
  operation: 'DeleteItem',
  key: keyOf(pk),
  ...(condition && { condition }),
});

const one = { v: { N: 1 } };
const isTwo = { expression: 'v = :v', expressionValues: { ':v': { N: 2 } } };

const getItem: Behaviour[] = [
  {
    id: 'DYNAMODB-get-nothing',
    says: 'returns null and no error for a missing item',
    source: unconfirmed(
      'the page does not state it; every guide relies on the absence of an error',
    ),
    given: dynamo,
    exchanges: [raw(get('nobody'), gives(null))],
  },
  {
    id: 'DYNAMODB-get-projection',
    says: 'returns only the attributes that the projection names',
    source: documented(reference('projections')),
    given: dynamo,
    exchanges: [
      stored('projected', { name: { S: 'n' }, map: { M: { a: { N: 1 }, b: { N: 2 } } } }),
      raw(
        get('projected', {
          projection: {
            expression: '#n, #m.a',
            expressionNames: { '#n': 'name', '#m': 'map' },
          },
        }),
        gives({ name: 'n', map: { a: 1 } }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-get-eventual',
    says: 'reads an item with eventual consistency by default',
    source: documented(reference('getitem')),
    given: dynamo,
    exchanges: [
      stored('eventual'),
      asks('lagging', get('eventual'), gives(null)),
      asks('lagging', get('eventual', { consistentRead: false }), gives(null)),
    ],
  },
  {
    id: 'DYNAMODB-get-consistent',
    says: 'reads an item with strong consistency when consistentRead is true',
    source: documented(reference('getitem')),
    given: dynamo,
    exchanges: [
      stored('consistent'),
      asks(
        'lagging',
        get('consistent', { consistentRead: true }),
        gives({ pk: 'consistent', sk: 'a' }),
      ),
    ],
  },
];

const putItem: Behaviour[] = [
  {
    id: 'DYNAMODB-put-result',
    says: 'returns the written item, including its key',
    source: documented(reference('putitem')),
    given: dynamo,
    exchanges: [raw(put('put', one), gives({ pk: 'put', sk: 'a', v: 1 }))],
  },
  {
    id: 'DYNAMODB-put-replaces',
    says: 'replaces an existing item as a whole',
    source: documented(reference('putitem')),
    given: dynamo,
    exchanges: [
      stored('replaced', { v: { N: 1 }, gone: { S: 'x' } }),
      raw(put('replaced', { w: { N: 2 } }), gives({ pk: 'replaced', sk: 'a', w: 2 })),
      raw(get('replaced'), gives({ pk: 'replaced', sk: 'a', w: 2 })),
    ],
  },
  {
    id: 'DYNAMODB-put-key-alone',
    says: 'writes an item that consists only of its key',
    source: documented(reference('putitem')),
    given: dynamo,
    exchanges: [raw(put('bare', {}), gives({ pk: 'bare', sk: 'a' }))],
  },
  {
    id: 'DYNAMODB-put-condition',
    says: 'fails a put when its condition fails, and leaves the item unchanged',
    source: CONDITIONS,
    given: dynamo,
    exchanges: [
      stored('taken', one),
      raw(put('taken', { v: { N: 2 } }, IS_NEW), conditionFailed),
      raw(get('taken'), gives({ pk: 'taken', sk: 'a', v: 1 })),
    ],
  },
  {
    id: 'DYNAMODB-put-condition-null',
    says: 'accepts null as a condition, and puts without one',
    source: documented(
      'https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-dynamodb-resolvers-js.html',
    ),
    given: dynamo,
    exchanges: [
      stored('unconditional', one),
      asks(
        'put',
        { key: { pk: 'unconditional', sk: 'a' }, item: { v: 2 }, condition: null },
        gives({ pk: 'unconditional', sk: 'a', v: 2 }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-put-again',
    says: 'completes a put despite its condition when the stored item equals the new one',
    source: CONDITIONS,
    given: dynamo,
    exchanges: [
      stored('same', { v: { N: 1 }, set: { SS: ['a', 'b'] } }),
      raw(
        put('same', { v: { N: '1.0' }, set: { SS: ['b', 'a'] } }, IS_NEW),
        gives({ pk: 'same', sk: 'a', v: 1, set: ['b', 'a'] }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-put-again-more',
    says: 'fails a put when the stored item has more attributes than the new one',
    source: CONDITIONS,
    given: dynamo,
    exchanges: [
      stored('richer', { v: { N: 1 }, w: { N: 1 } }),
      raw(put('richer', one, IS_NEW), conditionFailed),
    ],
  },
  {
    id: 'DYNAMODB-put-again-ignoring',
    says: 'compares the stored item without the attributes in equalsIgnore',
    source: CONDITIONS,
    given: dynamo,
    exchanges: [
      stored('similar', { v: { N: 1 }, at: { S: 'then' } }),
      raw(put('similar', { v: { N: 1 }, at: { S: 'now' } }, IS_NEW), conditionFailed),
      raw(
        put('similar', { v: { N: 1 }, at: { S: 'now' } }, { ...IS_NEW, equalsIgnore: ['at'] }),
        gives({ pk: 'similar', sk: 'a', v: 1, at: 'now' }),
      ),
      raw(get('similar'), gives({ pk: 'similar', sk: 'a', v: 1, at: 'then' })),
    ],
  },
  {
    id: 'DYNAMODB-put-again-consistent',
    says: 'reads the item with strong consistency to compare it',
    source: CONDITIONS,
    given: dynamo,
    exchanges: [
      stored('reread', one),
      asks('lagging', put('reread', one, IS_NEW), gives({ pk: 'reread', sk: 'a', v: 1 })),
    ],
  },
  {
    id: 'DYNAMODB-put-again-eventual',
    says: 'reads the item with eventual consistency to compare it when consistentRead is false',
    source: CONDITIONS,
    given: dynamo,
    exchanges: [
      stored('lagged', one),
      asks('lagging', put('lagged', one, { ...IS_NEW, consistentRead: false }), conditionFailed),
    ],
  },
];

const updateItem: Behaviour[] = [
  {
    id: 'DYNAMODB-update-result',
    says: 'returns the whole item after an update',
    source: documented(reference('updateitem')),
    given: dynamo,
    exchanges: [
      stored('updated', { v: { N: 1 }, other: { S: 'kept' } }),
      raw(
        update('updated', 'SET v = :v ADD hits :v', { ':v': { N: 2 } }),
        gives({ pk: 'updated', sk: 'a', v: 2, other: 'kept', hits: 2 }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-update-creates',
    says: 'creates a missing item on update',
    source: documented(reference('updateitem')),
    given: dynamo,
    exchanges: [
      raw(update('made', 'SET v = :v', { ':v': { N: 2 } }), gives({ pk: 'made', sk: 'a', v: 2 })),
    ],
  },
  {
    id: 'DYNAMODB-update-names',
    says: 'combines the names of an update and of its condition',
    source: documented(reference('updateitem')),
    given: dynamo,
    exchanges: [
      stored('named', { name: { S: 'old' }, v: { N: 2 } }),
      raw(
        {
          operation: 'UpdateItem',
          key: keyOf('named'),
          update: {
            expression: 'SET #n = :n',
            expressionNames: { '#n': 'name' },
            expressionValues: { ':n': { S: 'new' } },
          },
          condition: {
            expression: '#v = :v',
            expressionNames: { '#v': 'v' },
            expressionValues: { ':v': { N: 2 } },
          },
        },
        gives({ pk: 'named', sk: 'a', name: 'new', v: 2 }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-update-condition-failed',
    says: 'returns ConditionalCheckFailedException and no item when the condition of an update fails',
    source: recorded('https://github.com/aws/aws-appsync-community/issues/343'),
    given: dynamo,
    exchanges: [
      stored('five', one),
      raw(update('five', 'SET v = :w', { ':w': { N: 3 } }, isTwo), conditionFailed),
      raw(get('five'), gives({ pk: 'five', sk: 'a', v: 1 })),
    ],
  },
  {
    id: 'DYNAMODB-update-condition',
    says: 'fails an update when its condition fails, even if nothing would change',
    source: CONDITIONS,
    given: dynamo,
    exchanges: [
      stored('unchanged', one),
      raw(update('unchanged', 'SET v = :v', { ':v': { N: 1 } }, IS_NEW), conditionFailed),
    ],
  },
  {
    id: 'DYNAMODB-update-condition-empty',
    says: 'interprets empty names and values of an expression as omitted',
    source: documented(reference('updateitem')),
    given: dynamo,
    exchanges: [
      raw(
        update(
          'fresh',
          'SET v = :v',
          { ':v': { N: 1 } },
          { ...IS_NEW, expressionNames: {}, expressionValues: {} },
        ),
        gives({ pk: 'fresh', sk: 'a', v: 1 }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-update-condition-no-item',
    says: 'does not support returnValuesOnConditionCheckFailure outside transactions',
    source: recorded('https://github.com/aws/aws-appsync-community/issues/110'),
    given: dynamo,
    exchanges: [
      raw(
        update(
          'a',
          'SET a = :a',
          { ':a': { N: 1 } },
          {
            expression: 'a = :a',
            returnValuesOnConditionCheckFailure: false,
          },
        ),
        refuses("Unsupported element '$[condition][returnValuesOnConditionCheckFailure]'."),
      ),
    ],
  },
  {
    id: 'DYNAMODB-update-missing',
    says: 'fails an addition to a missing attribute',
    source: documented(
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html',
    ),
    given: dynamo,
    exchanges: [
      raw(
        update('nothing-to-add-to', 'SET v = v + :v', { ':v': { N: 1 } }),
        fails(
          DYNAMODB_EXCEPTION,
          said('The provided expression refers to an attribute that does not exist in the item'),
        ),
      ),
    ],
  },
  {
    id: 'DYNAMODB-update-key',
    says: 'does not update a key attribute',
    source: documented(
      'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html',
    ),
    given: dynamo,
    exchanges: [
      raw(
        update('moved', 'SET sk = :v', { ':v': { S: 'b' } }),
        fails(DYNAMODB_EXCEPTION, said('.*Cannot update attribute sk.*')),
      ),
    ],
  },
];

const deleteItem: Behaviour[] = [
  {
    id: 'DYNAMODB-delete-result',
    says: 'returns a deleted item as it was before',
    source: documented(reference('deleteitem')),
    given: dynamo,
    exchanges: [
      stored('deleted', one),
      raw(remove('deleted'), gives({ pk: 'deleted', sk: 'a', v: 1 })),
      raw(get('deleted'), gives(null)),
    ],
  },
  {
    id: 'DYNAMODB-delete-nothing',
    says: 'returns null and no error when the item to delete is missing',
    source: documented(reference('deleteitem')),
    given: dynamo,
    exchanges: [raw(remove('never'), gives(null))],
  },
  {
    id: 'DYNAMODB-delete-condition',
    says: 'fails a delete when its condition fails, and keeps the item',
    source: CONDITIONS,
    given: dynamo,
    exchanges: [
      stored('guarded', one),
      raw(remove('guarded', isTwo), conditionFailed),
      raw(get('guarded'), gives({ pk: 'guarded', sk: 'a', v: 1 })),
    ],
  },
  {
    id: 'DYNAMODB-delete-again',
    says: 'completes a delete despite its condition when there is no item',
    source: CONDITIONS,
    given: dynamo,
    exchanges: [raw(remove('gone', isTwo), gives(null))],
  },
];

const HANDLER = '$[condition][conditionalCheckFailedHandler]';

const handlers: Behaviour[] = [
  {
    id: 'DYNAMODB-condition-reject',
    says: 'handles the strategy Reject like a condition without a strategy',
    source: CONDITIONS,
    given: dynamo,
    exchanges: [
      stored('rejected', one),
      raw(
        put(
          'rejected',
          { v: { N: 2 } },
          { ...IS_NEW, conditionalCheckFailedHandler: { strategy: 'Reject' } },
        ),
        conditionFailed,
      ),
    ],
  },
  ...(
    [
      [
        'custom',
        'would invoke a Lambda for the strategy Custom, which the local AppSync refuses by name',
        { strategy: 'Custom', lambdaArn: 'arn:aws:lambda:::function:f' },
        `The local AppSync does not do the strategy Custom of '${HANDLER}': it cannot invoke ` +
          "'arn:aws:lambda:::function:f'. Use Reject and decide in the response handler.",
      ],
      [
        'custom-nobody',
        'refuses the strategy Custom without a Lambda to invoke',
        { strategy: 'Custom' },
        `Value for field '${HANDLER}[lambdaArn]' not found.`,
      ],
      [
        'strategy-unknown',
        'refuses an unknown strategy for failed conditions',
        { strategy: 'Retry' },
        `Value for field '${HANDLER}[strategy]' not valid.`,
      ],
      [
        'strategy-none',
        'refuses a handler for failed conditions without a strategy',
        {},
        `Value for field '${HANDLER}[strategy]' not found.`,
      ],
    ] as const
  ).map(([name, says, conditionalCheckFailedHandler, message]): Behaviour => ({
    id: `DYNAMODB-condition-${name}`,
    says,
    source: unconfirmed(
      `the page documents two strategies (${CONDITIONS.at}), but not this message`,
    ),
    given: dynamo,
    exchanges: [
      raw(put('handled', {}, { ...IS_NEW, conditionalCheckFailedHandler }), refuses(message)),
    ],
  })),
];

export const dynamodbItems: Area = {
  title: 'DynamoDB: items',
  behaviours: [...getItem, ...putItem, ...updateItem, ...deleteItem, ...handlers],
};

import { expect } from 'vitest';
import {
  documented,
  GUIDE,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Source,
} from '../../behaviour';
import { asks, fails, gives, refuses } from '../answers';
import { DYNAMODB_EXCEPTION, dynamo, keyOf, raw, reference, said } from './given';

const key = keyOf('request');
const VERSION = `${GUIDE}resolver-mapping-template-changelog.html`;
const VERSIONED = unconfirmed(
  `documented only for versioned data sources (${reference('putitem')}); the message is that of other members`,
);
const SHAPE = (page: string) =>
  unconfirmed(
    `it does not have the shape of ${reference(page)}; the message is that of other members`,
  );

const refused: [name: string, request: unknown, message: string, source: Source][] = [
  [
    'operation-missing',
    { key },
    "Value for field '$[operation]' not found.",
    documented(`${GUIDE}troubleshooting-and-common-mistakes.html`),
  ],
  [
    'operation-unknown',
    { operation: 'PurgeTable', key },
    "Unsupported element '$[operation]'.",
    recorded('https://github.com/aws-amplify/amplify-category-api/issues/2224'),
  ],
  [
    'member-unknown',
    { operation: 'PutItem', key, attributeValues: {}, hasCustomPartitionKey: true },
    "Unsupported element '$[hasCustomPartitionKey]'.",
    recorded('https://github.com/aws/aws-appsync-community/issues/217'),
  ],
  [
    'key-missing',
    { operation: 'GetItem' },
    "Value for field '$[key]' not found.",
    SHAPE('getitem'),
  ],
  [
    'key-empty',
    { operation: 'DeleteItem', key: {} },
    "Value for field '$[key]' not valid.",
    SHAPE('deleteitem'),
  ],
  [
    'attributes-missing',
    { operation: 'PutItem', key },
    "Value for field '$[attributeValues]' not found.",
    SHAPE('putitem'),
  ],
  [
    'update-missing',
    { operation: 'UpdateItem', key },
    "Value for field '$[update]' not found.",
    SHAPE('updateitem'),
  ],
  [
    'expression-missing',
    { operation: 'UpdateItem', key, update: {} },
    "Value for field '$[update][expression]' not found.",
    SHAPE('updateitem'),
  ],
  [
    'expression-names',
    {
      operation: 'UpdateItem',
      key,
      update: { expression: 'REMOVE #v', expressionNames: { '#v': 1 } },
    },
    "Value for field '$[update][expressionNames][#v]' not valid.",
    SHAPE('updateitem'),
  ],
  [
    'filter-text',
    { operation: 'Scan', filter: '{"expression":"attribute_exists(pk)"}' },
    "Value for field '$[filter]' not valid.",
    unconfirmed(
      'util.transform returns a string, which only some samples parse; an unparsed string is not an expression',
    ),
  ],
  [
    'query-missing',
    { operation: 'Query' },
    "Value for field '$[query]' not found.",
    SHAPE('query'),
  ],
  [
    'limit-text',
    { operation: 'Scan', limit: '10' },
    "Value for field '$[limit]' not valid.",
    SHAPE('scan'),
  ],
  [
    'consistent-text',
    { operation: 'GetItem', key, consistentRead: 'true' },
    "Value for field '$[consistentRead]' not valid.",
    SHAPE('getitem'),
  ],
  [
    'equals-ignore-text',
    {
      operation: 'PutItem',
      key,
      attributeValues: {},
      condition: { expression: 'attribute_exists(pk)', equalsIgnore: 'v' },
    },
    "Value for field '$[condition][equalsIgnore]' not valid.",
    SHAPE('condition-expressions'),
  ],
  [
    'version-old',
    { version: '2017-02-28', operation: 'GetItem', key },
    "Value for field '$[version]' not valid.",
    unconfirmed(
      `JavaScript has the semantics of 2018-05-29 (${VERSION} describes the versions of templates)`,
    ),
  ],
  [
    'object-version',
    { operation: 'UpdateItem', key, update: { expression: 'REMOVE v' }, _version: 1 },
    "Unsupported element '$[_version]'.",
    VERSIONED,
  ],
  [
    'custom-partition',
    { operation: 'PutItem', key, attributeValues: {}, customPartitionKey: 'p' },
    "Unsupported element '$[customPartitionKey]'.",
    VERSIONED,
  ],
  [
    'sync',
    { operation: 'Sync', limit: 10 },
    'Sync is for versioned data sources, and this one is not: the local AppSync has none. ' +
      'Read the table with Query or Scan.',
    unconfirmed(
      `${reference('sync')} documents it only for versioned data sources; the message is our wording`,
    ),
  ],
];

const wrong: Behaviour[] = refused.map(([name, request, message, source]) => ({
  id: `DYNAMODB-raw-${name}`,
  says: `refuses \`${JSON.stringify(request)}\``,
  source,
  given: dynamo,
  exchanges: [raw(request, refuses(message))],
}));

const noRequest: Behaviour[] = [null, 'text', 7, []].map((request, i) => ({
  id: `DYNAMODB-raw-none-${i + 1}`,
  says: `refuses a request that is \`${JSON.stringify(request)}\``,
  source: unconfirmed('it has no operation; the message is that of an object without one'),
  given: dynamo,
  exchanges: [raw(request, refuses("Value for field '$[operation]' not found."))],
}));

export const dynamodbRequests: Area = {
  title: 'DynamoDB: requests',
  behaviours: [
    ...wrong,
    ...noRequest,
    {
      id: 'DYNAMODB-raw-version',
      says: 'accepts a request with the version 2018-05-29, as in templates',
      source: documented(VERSION),
      given: dynamo,
      exchanges: [
        raw({ version: '2018-05-29', operation: 'GetItem', key: keyOf('nobody') }, gives(null)),
      ],
    },
    {
      id: 'DYNAMODB-fault-key',
      says: 'fails with DynamoDbException for a key that the table does not have',
      source: unconfirmed(
        'recorded with version 1 of the SDK (dabit3/react-appsync-graphql-recipe-app#5), which used other names',
      ),
      given: dynamo,
      exchanges: [
        raw(
          { operation: 'GetItem', key: { other: { S: 'a' } } },
          fails(DYNAMODB_EXCEPTION, said('The provided key element does not match the schema')),
        ),
      ],
    },
    {
      id: 'DYNAMODB-fault-key-empty',
      says: 'fails with DynamoDbException for a key that is an empty string',
      source: documented(
        'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html',
      ),
      given: dynamo,
      exchanges: [
        raw(
          { operation: 'GetItem', key: keyOf('') },
          fails(
            DYNAMODB_EXCEPTION,
            said(
              'One or more parameter values are not valid\\. The AttributeValue for a key attribute ' +
                'cannot contain an empty string value\\. Key: pk',
            ),
          ),
        ),
      ],
    },
    {
      id: 'DYNAMODB-fault-table',
      says: 'fails for a table without permissions, whether or not it exists',
      source: documented(
        'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html',
      ),
      given: dynamo,
      exchanges: [
        raw(
          { operation: 'BatchGetItem', tables: { Nowhere: { keys: [key] } } },
          fails(
            DYNAMODB_EXCEPTION,
            expect.stringContaining('is not authorized to perform: dynamodb:BatchGetItem'),
          ),
        ),
      ],
    },
    {
      id: 'DYNAMODB-fault-expression',
      says: 'fails with DynamoDbException for an expression that DynamoDB cannot parse',
      source: documented(
        'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html',
      ),
      given: dynamo,
      exchanges: [
        raw(
          { operation: 'UpdateItem', key, update: { expression: 'SET v = ' } },
          fails(DYNAMODB_EXCEPTION, said('.*Invalid UpdateExpression: .*')),
        ),
      ],
    },
    {
      id: 'DYNAMODB-fault-unreachable',
      says: 'fails with SdkClientException when DynamoDB is unreachable',
      source: unconfirmed('the name in the Java SDK for a request that did not reach the service'),
      given: dynamo,
      exchanges: [
        asks(
          'unreachable',
          { operation: 'GetItem', key },
          fails(
            'DynamoDB:SdkClientException',
            expect.stringMatching(/^Unable to execute HTTP request: ./),
          ),
        ),
      ],
    },
  ],
};

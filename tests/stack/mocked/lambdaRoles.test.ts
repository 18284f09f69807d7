import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as manifest from '../../../functions/manifest';
import { tableNames } from '../../../local/config';
import { openDynamo } from '../../../local/database/client';
import { confine, inRole } from '../../../local/lambda/role';
import type { Access } from '../../../model/access';
import { exerciseKey } from '../../../model/exercise';
import { INDEX } from '../../../model/tables';
import { userKey } from '../../../model/user';
import { openExercise } from '../../support/catalogue';
import { send } from '../../support/client';
import { databaseAt } from '../../support/database';
import { operation } from '../../support/operation';
import { givenPerson } from '../../support/people';
import { givenStack } from '../../support/stack';

/**
 * Removes the declared access of the badge, which reads the counters of an exercise, and of the
 * function that issues challenges, which reads its answers.
 */
vi.mock('../../../functions/manifest', async (original) => {
  const { lambdas, ...others } = await original<typeof manifest>();
  return {
    ...others,
    lambdas: {
      ...lambdas,
      WidgetBadge: { ...lambdas.WidgetBadge, access: [] },
      IssueChallenge: { ...lambdas.IssueChallenge, access: [] },
    },
  };
});

const stack = await givenStack();

describe('a Lambda on the local stack', () => {
  it('is denied access that its entry in the manifest does not declare', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const badge = await fetch(`${stack.url}/v1/exercises/${openExercise.id}/badge.svg`);
    expect(badge.status).toBe(500);
    const { error } = JSON.parse(String(log.mock.calls.flat()[0])) as {
      error: { name: string; message: string };
    };
    expect(error.name).toBe('AccessDeniedException');
    expect(error.message).toBe(
      'User: arn:aws:sts::000000000000:assumed-role/WidgetBadge is not ' +
        'authorized to perform: dynamodb:Query on resource: arn:aws:dynamodb:ap-south-1:000000000000:' +
        'table/akasha-labs-local-Exercises because no identity-based policy allows the dynamodb:Query ' +
        'action. Add the action to the "access" of the Lambda in functions/manifest.ts.',
    );
    const stats = await fetch(`${stack.url}/v1/exercises/${openExercise.id}/stats.json`);
    expect(stats.status).toBe(200);
    log.mockRestore();
  });

  it('is denied it as a source of the API too', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const { id, token } = await givenPerson('denied');
    const { data, errors } = await send(
      stack.url,
      { token },
      operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { attempts } }`),
      { id: openExercise.id },
    );
    expect(data).toEqual({ startExercise: null });
    expect(errors).toMatchObject([{ errorType: 'Internal' }]);
    expect(inspect(log.mock.calls)).toContain(
      'assumed-role/IssueChallenge is not authorized to perform: dynamodb:GetItem on resource: ' +
        'arn:aws:dynamodb:ap-south-1:000000000000:table/akasha-labs-local-Answers',
    );
    expect(await databaseAt(stack.dynamoEndpoint).rowsOf('Progress', id)).toEqual([]);
    log.mockRestore();
  });
});

describe('a role', () => {
  const client = openDynamo(stack.dynamoEndpoint);
  const documents = DynamoDBDocumentClient.from(client);
  const access: readonly Access[] = [
    { table: 'Users', actions: ['GetItem', 'BatchGetItem', 'PutItem'] },
    { table: 'Exercises', actions: ['Query'] },
    { table: 'Progress', index: INDEX, actions: ['Query'] },
  ];
  beforeAll(() => confine(documents));
  afterAll(() => client.destroy());

  const { Users, Exercises, Progress, Sessions } = tableNames;
  const Key = userKey('1');
  const query = (TableName: string, pk: 'pk' | 'gsi1pk', IndexName?: string) =>
    new QueryCommand({
      TableName,
      ...(IndexName && { IndexName }),
      KeyConditionExpression: `${pk} = :pk`,
      ExpressionAttributeValues: { ':pk': exerciseKey(openExercise.id).pk },
    });
  type Call = (dynamo: DynamoDBDocumentClient) => Promise<unknown>;
  const inIts = (call: Call) => inRole({ name: 'Reader', access }, call)(documents);

  const allowed: [string, Call][] = [
    ['an action on a table', (d) => d.send(new GetCommand({ TableName: Users, Key }))],
    ['a batch', (d) => d.send(new BatchGetCommand({ RequestItems: { [Users]: { Keys: [Key] } } }))],
    [
      'a transaction of what its parts are',
      (d) =>
        d.send(
          new TransactWriteCommand({ TransactItems: [{ Put: { TableName: Users, Item: Key } }] }),
        ),
    ],
    ['a query of a table', (d) => d.send(query(Exercises, 'pk'))],
    ['a query of an index', (d) => d.send(query(Progress, 'gsi1pk', INDEX))],
  ];

  it.each(allowed)('allows %s that it declares', async (_, call) => {
    await expect(inIts(call)).resolves.toBeDefined();
  });

  const refused: [string, string, Call][] = [
    [
      'another action on a table',
      `dynamodb:Query on resource: arn:aws:dynamodb:ap-south-1:000000000000:table/${Users}`,
      (d) => d.send(query(Users, 'pk')),
    ],
    [
      'the action on another table',
      `dynamodb:GetItem on resource: arn:aws:dynamodb:ap-south-1:000000000000:table/${Sessions}`,
      (d) => d.send(new GetCommand({ TableName: Sessions, Key })),
    ],
    [
      'a query of the index, where the table is allowed',
      `dynamodb:Query on resource: arn:aws:dynamodb:ap-south-1:000000000000:table/${Exercises}/index/${INDEX}`,
      (d) => d.send(query(Exercises, 'gsi1pk', INDEX)),
    ],
    [
      'a query of the table, where the index is allowed',
      `dynamodb:Query on resource: arn:aws:dynamodb:ap-south-1:000000000000:table/${Progress}`,
      (d) => d.send(query(Progress, 'pk')),
    ],
    [
      'a batch with another table in it',
      `dynamodb:BatchGetItem on resource: arn:aws:dynamodb:ap-south-1:000000000000:table/${Sessions}`,
      (d) =>
        d.send(
          new BatchGetCommand({
            RequestItems: { [Users]: { Keys: [Key] }, [Sessions]: { Keys: [Key] } },
          }),
        ),
    ],
    [
      'a transaction with another part',
      `dynamodb:ConditionCheckItem on resource: arn:aws:dynamodb:ap-south-1:000000000000:table/${Users}`,
      (d) =>
        d.send(
          new TransactWriteCommand({
            TransactItems: [
              { Put: { TableName: Users, Item: userKey('2') } },
              {
                ConditionCheck: {
                  TableName: Users,
                  Key,
                  ConditionExpression: 'attribute_exists(pk)',
                },
              },
            ],
          }),
        ),
    ],
    [
      'what is about no table',
      'dynamodb:ListTables on resource: arn:aws:dynamodb:ap-south-1:000000000000:table/*',
      () => client.send(new ListTablesCommand({})),
    ],
  ];

  it.each(refused)('denies %s', async (_, what, call) => {
    await expect(inIts(call)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `assumed-role/Reader is not authorized to perform: ${what} because`,
      ) as string,
    });
  });

  it('applies to one invocation only, even when invocations run concurrently', async () => {
    const put = (name: string, its: readonly Access[]) =>
      inRole({ name, access: its }, async () => {
        await Promise.resolve();
        await documents.send(new PutCommand({ TableName: Users, Item: Key }));
      })({});
    const outcomes = await Promise.allSettled([put('Writer', access), put('Idler', [])]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});

import { describe, expect, it } from 'vitest';
import { readPolicy } from './policy';
import { saidInVain } from './reference';
import { isAllowed } from './simulate';

const TABLE = 'arn:aws:dynamodb:ap-south-1:111122223333:table/a-table';
const STREAM = `${TABLE}/stream/2026-01-15T12:00:00.000`;
const LOGS = 'arn:aws:logs:ap-south-1:111122223333:log-group:/aws/lambda/a-function';

const policy = (statement: object) =>
  readPolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

describe('statements without effect', () => {
  const inVain = async (statement: object) =>
    (await Promise.all(policy(statement).map(saidInVain))).flat();

  it.each([
    { Action: 'dynamodb:GetItem', Resource: TABLE },
    { Action: 'dynamodb:Query', Resource: `${TABLE}/index/gsi1` },
    { Action: 'dynamodb:GetRecords', Resource: STREAM },
    { Action: 'dynamodb:ListStreams', Resource: '*' },
    { Action: 'logs:PutLogEvents', Resource: `${LOGS}:*` },
    { Action: 'dynamodb:*', Resource: TABLE },
    { Action: 'apigateway:POST', Resource: 'arn:aws:apigateway:ap-south-1::/apis/*' },
    { Action: ['dynamodb:GetItem', 'sqs:SendMessage'], Resource: [TABLE, 'arn:aws:sqs:*:*:q'] },
    {
      Action: 'iam:PassRole',
      Resource: 'arn:aws:iam::111122223333:role/a-role',
      Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    },
    {
      Action: 'appsync:CreateGraphqlApi',
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestTag/sst:app': 'akasha-labs' } },
    },
  ])('are not found in %o', async (statement) => {
    expect(await inVain(statement)).toEqual([]);
  });

  it.each([
    [
      'an action that IAM limits to no resource',
      { Action: 'dynamodb:ListStreams', Resource: STREAM },
      [
        `dynamodb:ListStreams is allowed on none of ${STREAM}.`,
        `No action is allowed on ${STREAM}.`,
      ],
    ],
    [
      'an action on a resource of another type',
      { Action: ['dynamodb:GetItem', 'dynamodb:GetRecords'], Resource: STREAM },
      [`dynamodb:GetItem is allowed on none of ${STREAM}.`],
    ],
    [
      'an action that does not exist',
      { Action: ['dynamodb:GetItem', 'dynamodb:TransactGetItems'], Resource: TABLE },
      ['IAM knows no dynamodb:TransactGetItems.'],
    ],
    [
      'a resource that no action takes',
      { Action: 'dynamodb:GetItem', Resource: [TABLE, STREAM] },
      [`No action is allowed on ${STREAM}.`],
    ],
    [
      'a condition that the action does not know',
      {
        Action: 'dynamodb:GetItem',
        Resource: TABLE,
        Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      },
      ['dynamodb:GetItem has no iam:PassedToService.'],
    ],
  ])('are found for %s', async (_, statement, faults) => {
    expect(await inVain(statement)).toEqual(faults);
  });
});

describe('a simulated policy', () => {
  const allows = (statement: object, context = {}, resource = TABLE, action = 'dynamodb:GetItem') =>
    isAllowed(policy(statement), { action, resource, context });
  const inPartitions = (condition: object) => ({
    Action: 'dynamodb:*',
    Resource: 'arn:aws:dynamodb:*:*:table/a-*',
    Condition: condition,
  });

  it('allows what a statement matches, ignoring case in actions and expanding wildcards', () => {
    expect(allows({ Action: 'dynamodb:getitem', Resource: TABLE })).toBe(true);
    expect(allows({ Action: 'dynamodb:Get*', Resource: '*' })).toBe(true);
    expect(allows(inPartitions({}))).toBe(true);
  });

  it('allows nothing else', () => {
    expect(allows({ Action: 'dynamodb:PutItem', Resource: TABLE })).toBe(false);
    expect(allows({ Action: 'dynamodb:GetItem', Resource: `${TABLE}-2` })).toBe(false);
    expect(allows(inPartitions({}), {}, TABLE.replace('a-table', 'b-table'))).toBe(false);
    // Dots and other regular expression metacharacters match literally.
    expect(allows({ Action: 'dynamodb:GetItem', Resource: TABLE.replace('a-t', 'a.t') })).toBe(
      false,
    );
  });

  it.each([
    ['StringEquals', { key: 'one' }, true],
    ['StringEquals', { key: 'two' }, false],
    ['StringEquals', {}, false],
    ['StringEqualsIfExists', { key: 'one' }, true],
    ['StringEqualsIfExists', { key: 'two' }, false],
    ['StringEqualsIfExists', {}, true],
    ['ArnLike', { key: 'one' }, true],
    ['ArnLike', {}, false],
    ['StringLike', { key: 'one' }, true],
    ['StringLike', { key: 'only' }, false],
    ['ForAllValues:StringEquals', { key: ['one', 'zero'] }, true],
    ['ForAllValues:StringEquals', { key: ['one', 'two'] }, false],
    ['ForAllValues:StringEquals', {}, true],
  ])('evaluates %s with %o', (operator, context, expected) => {
    expect(allows(inPartitions({ [operator]: { key: ['zero', 'one'] } }), context)).toBe(expected);
  });

  it('requires all conditions', () => {
    const both = inPartitions({ StringEquals: { a: '1', b: '2' } });
    expect(allows(both, { a: '1', b: '2' })).toBe(true);
    expect(allows(both, { a: '1' })).toBe(false);
  });

  it('throws for elements that the simulation does not support', () => {
    expect(() => policy({ NotAction: 'iam:*', Resource: '*' })).toThrow(
      'Policies with NotAction are not read.',
    );
    expect(() => policy({ Effect: 'Deny', Action: '*', Resource: '*' })).toThrow(
      'Only what is allowed is written down, not Deny.',
    );
    expect(() => allows(inPartitions({ StringEquals: { key: 'a' } }), { key: ['a', 'b'] })).toThrow(
      'StringEquals compares a single value.',
    );
    expect(() => allows(inPartitions({ DateLessThan: { key: '2026' } }), { key: '2025' })).toThrow(
      'Conditions with DateLessThan are not evaluated.',
    );
  });
});

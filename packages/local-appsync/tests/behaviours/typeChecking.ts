import { checkTypes, described } from '../../src/typeCheck';
import {
  documented,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Given,
  type Source,
} from './behaviour';
import { givenDefinition, operation } from './given';

const issue = (number: number) => `https://github.com/aws/aws-appsync-community/issues/${number}`;
const PLUGIN = 'https://github.com/sid88in/serverless-appsync-plugin/issues/';
const UTILS = 'https://github.com/localstack/appsync-utils __tests__/index.test.js';
const SYNC = recorded(`${UTILS}, the comment at sync`);

/** Result of `tsc` with the declarations of @aws-appsync/utils. */
const PUBLISHED = unconfirmed(
  'inferred from the published declarations, although a recording of AWS shows others for the key of ddb.put',
);

/** No report has this input. The check that other reports show refuses it too. */
const follows = (from: string): Source => unconfirmed(`inferred from ${from}`);

/** A deploy: the code is checked first, then the API is created. */
function deployed(code: string): Given {
  const api = givenDefinition({
    schema: 'type Query { value: AWSJSON }',
    resolvers: { 'Query.value': { code, source: 'none' } },
  });
  return () => {
    const refusals = checkTypes({ 'Query.value': code });
    if (refusals.length > 0) throw new Error(refusals.map(described).join('\n'));
    return api();
  };
}

/** Statements of a response handler, from line 4 on. */
const handlers = (body: string): string =>
  `import * as ddb from '@aws-appsync/utils/dynamodb';\n` +
  `export const request = (ctx) => ({ payload: ctx.args });\n` +
  `export function response(ctx) {\n${body}\n}`;

/** Each refusal is a line, a column, a text and a TS code. */
const refuses = (
  id: string,
  says: string,
  source: Source,
  body: string,
  ...refusals: readonly string[]
): Behaviour => ({
  id: `TYPES-${id}`,
  says: `refuses at deployment: ${says}`,
  source,
  given: deployed(handlers(body)),
  exchanges: [],
  refusal: new RegExp(`^${refusals.map((each) => literal(`Query.value:${each}`)).join('\n')}$`),
});

const literal = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');

const takes = (
  id: string,
  says: string,
  source: Source,
  body: string,
  value: unknown,
): Behaviour => ({
  id: `TYPES-${id}`,
  says: `accepts at deployment: ${says}`,
  source,
  given: deployed(handlers(body)),
  exchanges: [
    {
      body: operation('{ value }'),
      answer: { body: { data: { value: JSON.stringify(value) } } },
    },
  ],
});

const shapes: Behaviour[] = [
  refuses(
    'array-shape',
    'an array element with another shape than the first ones',
    recorded(issue(334)),
    'let b = [{ "a": 5 }];\nb.push({ "b": 6 });\nreturn b;',
    `5:8: Argument of type '{ b: number; }' is not assignable to parameter of type '{ a: number; }'. ` +
      `Property '"a"' is missing in type '{ b: number; }' but required in type '{ a: number; }'. (TS2345)`,
  ),
  takes(
    'array-empty',
    'any elements of an array that starts empty',
    recorded(issue(334)),
    'let b = [];\nb.push({ "a": 5 });\nb.push({ "b": 6 });\nreturn b;',
    [{ a: 5 }, { b: 6 }],
  ),
  takes(
    'array-jsdoc',
    'a JSDoc type of an array',
    recorded(issue(334)),
    '/** @type {Record<string, number>[]} */\nlet b = [{ "a": 5 }];\nb.push({ "b": 6 });\nreturn b;',
    [{ a: 5 }, { b: 6 }],
  ),
  refuses(
    'variable-shape',
    'another shape for a variable that starts as an object',
    recorded(issue(279)),
    "let key = { ge: 'a' };\nif (!ctx.error) { key = { eq: 'a' }; }\nreturn key;",
    "5:19: Property 'ge' is missing in type '{ eq: string; }' but required in type '{ ge: string; }'. (TS2741)",
  ),
  takes(
    'variable-empty',
    'any shape for a variable that starts without a value',
    recorded(issue(279)),
    "let key;\nif (!ctx.error) { key = { eq: 'a' }; } else { key = { ge: 'a' }; }\nreturn key;",
    { eq: 'a' },
  ),
  refuses(
    'member-shape',
    'each of several other shapes for a member of an object',
    recorded(issue(402)),
    "const query = { sk: { eq: 'a' } };\nif (ctx.error) { query.sk = { between: ['a', 'b'] }; }\nelse { query.sk = { ge: 'a' }; }\nreturn query;",
    "5:18: Property 'eq' is missing in type '{ between: string[]; }' but required in type '{ eq: string; }'. (TS2741)",
    "6:8: Property 'eq' is missing in type '{ ge: string; }' but required in type '{ eq: string; }'. (TS2741)",
  ),
  takes(
    'member-new',
    'new members of an object',
    follows('a check under which untyped objects stay open'),
    "const filter = {};\nfilter.a = { eq: 1 };\nfilter['b'] = { eq: 2 };\nreturn filter;",
    { a: { eq: 1 }, b: { eq: 2 } },
  ),
  takes(
    'member-other',
    'a member that an object does not have',
    follows('a check under which untyped objects stay open'),
    "const point = { x: 1 };\nreturn point.y ?? 'none';",
    'none',
  ),
  refuses(
    'possibly-undefined',
    'a member of a value that may be undefined',
    unconfirmed('no report shows whether null is checked; the stricter interpretation applies'),
    'const found = [{ a: 1 }].find((each) => each.a === 2);\nreturn found.a;',
    "5:8: 'found' is possibly 'undefined'. (TS18048)",
  ),
];

const calls: Behaviour[] = [
  refuses(
    'spread-arguments',
    'an array that is spread over the arguments of a function',
    recorded(issue(323)),
    "const all = ['failed', 'http_504', { a: 1 }, { b: 2 }];\nutil.appendError(...all);\nreturn null;",
    '5:18: A spread argument must either have a tuple type or be passed to a rest parameter. (TS2556)',
  ),
  takes(
    'global-util',
    'util without an import',
    recorded(issue(323)),
    "const encode = (text) => util.urlEncode(text);\nreturn encode('a b');",
    'a+b',
  ),
  refuses(
    'parameter-members',
    'an argument without a member that the parameter destructures',
    recorded(issue(324)),
    "const tell = ({ required, optional }) => { util.appendError(`${required}${optional}`, 'log'); };\ntell({ required: 'bar' });\nreturn null;",
    "5:6: Argument of type '{ required: string; }' is not assignable to parameter of type '{ required: any; optional: any; }'. " +
      "Property 'optional' is missing in type '{ required: string; }' but required in type '{ required: any; optional: any; }'. (TS2345)",
  ),
  takes(
    'parameter-untyped',
    'an argument without a member that the function body destructures',
    recorded(issue(324)),
    "const told = (all) => { const { required, optional } = all; return [required, optional ?? 'none']; };\nreturn told({ required: 'bar' });",
    ['bar', 'none'],
  ),
  refuses(
    'argument-missing',
    'too few arguments for a library function',
    follows(issue(323)),
    'return util.base64Encode();',
    '4:13: Expected 1 arguments, but got 0. (TS2554)',
  ),
  refuses(
    'argument-type',
    'an argument of another type than the libraries declare',
    follows(issue(323)),
    'return util.base64Encode(1);',
    "4:26: Argument of type 'number' is not assignable to parameter of type 'string'. (TS2345)",
  ),
  refuses(
    'argument-value',
    'an option with a value that the libraries do not declare',
    follows(issue(323)),
    "runtime.earlyReturn(null, { skipTo: 'START' });",
    `4:29: Type '"START"' is not assignable to type '"END" | "NEXT"'. (TS2322)`,
  ),
  {
    ...refuses(
      'helper-unknown',
      'a helper that a library does not have',
      SYNC,
      'return ddb.drop({});',
    ),
    refusal:
      /^Query\.value:4:12: Property 'drop' does not exist on type 'typeof import\(".+"\)'\. \(TS2339\)$/,
  },
  refuses(
    'helper-key',
    'ddb.get without a key',
    follows(SYNC.at),
    'return ddb.get({});',
    "4:16: Argument of type '{}' is not assignable to parameter of type 'GetInput<any>'. " +
      "Property 'key' is missing in type '{}' but required in type 'GetInput<any>'. (TS2345)",
  ),
  refuses(
    'helper-option',
    'an unknown option of a helper',
    follows(SYNC.at),
    "return ddb.query({ query: { id: { eq: 'a' } }, createdAt: { gt: 1 } });",
    "4:48: Object literal may only specify known properties, and 'createdAt' does not exist in type 'QueryInput<unknown>'. (TS2353)",
  ),
  takes(
    'helper-put',
    'ddb.put with an item that lacks the attributes of the key',
    recorded(`${UTILS} › put`),
    "return ddb.put({ key: { id: 'abc' }, item: { value: 10 } }).operation;",
    'PutItem',
  ),
  refuses(
    'condition-operator',
    'an unknown operator in a condition of ddb.put',
    PUBLISHED,
    "return ddb.put({ key: { id: 'a' }, item: { id: 'a', n: 1 }, condition: { id: { attributeExist: false } } });",
    "4:80: Object literal may only specify known properties, but 'attributeExist' does not exist in type " +
      "'DynamoDBOperator<DynamoDBStringOperators<string>>'. Did you mean to write 'attributeExists'? (TS2561)",
  ),
  refuses(
    'condition-operator-of-key',
    'an unknown operator in a condition on an attribute that only the key has',
    PUBLISHED,
    "return ddb.put({ key: { id: 'a' }, item: { n: 1 }, condition: { or: [{ id: { exists: false } }, { n: { ltt: 1 } }] } });",
    "4:78: Object literal may only specify known properties, and 'exists' does not exist in type " +
      "'DynamoDBOperator<DynamoDBStringOperators<string>>'. (TS2353)",
    "4:104: Object literal may only specify known properties, and 'ltt' does not exist in type " +
      "'DynamoDBOperator<DynamoDBNumberOperators<number>>'. (TS2353)",
  ),
  refuses(
    'condition-operand',
    'operands of other types in a condition of ddb.put',
    PUBLISHED,
    "return ddb.put({ key: { id: 'a' }, item: { n: 1 }, condition: { n: { eq: 'one' }, id: { attributeExists: 'no' } } });",
    "4:70: Type 'string' is not assignable to type 'number'. (TS2322)",
    "4:89: Type 'string' is not assignable to type 'boolean | null | undefined'. (TS2322)",
  ),
  {
    ...refuses(
      'condition-attribute',
      'a condition of ddb.put on an attribute that neither the key nor the item has',
      PUBLISHED,
      "return ddb.put({ key: { id: 'a' }, item: { n: 1 }, condition: { m: { eq: 1 } } });",
    ),
    refusal:
      /^Query\.value:4:65: Object literal may only specify known properties, and 'm' does not exist in type '.+'\. \(TS2353\)$/,
  },
  {
    ...refuses(
      'put-key',
      'a key in ddb.put of another type than the same attribute of the item',
      PUBLISHED,
      "return ddb.put({ key: { id: 1 }, item: { id: 'a' } });",
    ),
    refusal: /^Query\.value:4:25: Type 'number' is not assignable to type '.+'\. \(TS2322\)$/,
  },
  refuses(
    'condition-jsdoc',
    'an unknown operator in an input with a JSDoc comment',
    PUBLISHED,
    "/** @type {import('@aws-appsync/utils/dynamodb').RemoveInput<{ id: string }>} */\n" +
      "const input = { key: { id: 'a' }, condition: { id: { exists: true } } };\nreturn ddb.remove(input);",
    "5:54: Object literal may only specify known properties, and 'exists' does not exist in type " +
      "'DynamoDBOperator<DynamoDBStringOperators<string>>'. (TS2353)",
  ),
  takes(
    'condition',
    'a condition of ddb.put on attributes of the key and of the item',
    PUBLISHED,
    "return ddb.put({ key: { id: 'a' }, item: { n: 1 }, condition: { id: { attributeExists: false }, n: { lt: 2 } } }).operation;",
    'PutItem',
  ),
  takes(
    'condition-untyped',
    'a condition of ddb.put with an item of unknown type, as in AWS’s sample',
    documented(
      'https://github.com/aws-samples/aws-appsync-resolver-samples samples/dynamodb/general/putItem.js',
    ),
    "const { key, ...item } = { key: { id: 'a' }, ...ctx.args };\nconst condition = {};\n" +
      'for (const name of Object.keys(key)) { condition[name] = { attributeExists: false }; }\n' +
      'return ddb.put({ key, item, condition }).operation;',
    'PutItem',
  ),
  takes(
    'condition-other-helpers',
    'any condition of the other helpers, which are published without a declaration of the row',
    PUBLISHED,
    "const key = { id: 'a' };\nconst condition = { id: { attributeExist: true } };\nreturn [\n" +
      'ddb.update({ key, update: { n: 1 }, condition: { id: { attributeExist: true } } }),\n' +
      'ddb.remove({ key, condition: { id: { attributeExist: true } } }),\n' +
      "ddb.transactWrite({ items: [{ putItem: { table: 't', key, item: { n: 1 }, condition } }] }),\n" +
      '].map((each) => each.operation);',
    ['UpdateItem', 'DeleteItem', 'TransactWriteItems'],
  ),
  takes(
    'result-members',
    'members of the result of util.xml.toMap',
    documented(
      'https://github.com/aws-samples/aws-appsync-resolver-samples samples/http/publishToSNS.js',
    ),
    "return util.xml.toMap('<a><b>one</b></a>').a.b;",
    'one',
  ),
];

const names: Behaviour[] = [
  refuses(
    'undeclared-shorthand',
    'an undeclared name as a shorthand property',
    recorded(`${PLUGIN}619`),
    "return ddb.query({ query: { id: { eq: 'a' } }, nextToken });",
    "4:48: No value exists in scope for the shorthand property 'nextToken'. Either declare one or provide an initializer. (TS18004)",
  ),
  refuses(
    'undeclared',
    'an undeclared name',
    follows(`${PLUGIN}619`),
    'return nextToken;',
    "4:8: Cannot find name 'nextToken'. (TS2304)",
  ),
  {
    ...refuses('no-import', 'ddb without an import', follows(`${PLUGIN}619`), ''),
    given: deployed(
      'export const request = () => ({});\n' +
        "export const response = () => ddb.get({ key: { id: 'a' } });",
    ),
    refusal: "Query.value:2:31: Cannot find name 'ddb'. (TS2304)",
  },
  refuses(
    'date-new',
    'new Date()',
    recorded(`${PLUGIN}549`),
    'return new Date().toISOString();',
    "4:12: Cannot find name 'Date'. (TS2304)",
  ),
  refuses(
    'date-now',
    'Date.now()',
    follows(`${PLUGIN}549`),
    'return Date.now();',
    "4:8: Cannot find name 'Date'. (TS2304)",
  ),
  refuses(
    'number-call',
    'Number(), parseInt() and parseFloat()',
    recorded(issue(303)),
    "return [Number('1'), parseInt('1'), parseFloat('1')];",
    "4:9: This expression is not callable. Type 'NumberConstructor' has no call signatures. (TS2349)",
    "4:22: Cannot find name 'parseInt'. (TS2304)",
    "4:37: Cannot find name 'parseFloat'. (TS2304)",
  ),
  takes(
    'number-plus',
    'a unary plus that converts a string to a number',
    recorded(issue(303)),
    "const text = '123';\nreturn +text;",
    123,
  ),
  refuses(
    'method-unsupported',
    'an unsupported method',
    documented('https://www.npmjs.com/package/@aws-appsync/eslint-plugin no-disallowed-methods'),
    "return util.urlEncode('a').localeCompare('b');",
    "4:28: Property 'localeCompare' does not exist on type 'string'. (TS2339)",
  ),
  refuses(
    'constant',
    'an assignment to a constant',
    follows(issue(334)),
    'const a = 1;\na = 2;\nreturn a;',
    "5:1: Cannot assign to 'a' because it is a constant. (TS2588)",
  ),
];

export const typeChecking: Area = {
  title: 'Types of resolver code',
  behaviours: [...shapes, ...calls, ...names],
};

import { documented, unconfirmed, type Area, type Behaviour, type Source } from './behaviour';
import { answersWith, entry, evaluations, json, returns } from './evaluations';
import { operation } from './given';
import { givenCode } from './refusals';

/** Code that AWS publishes for deployment: its constructs run on AWS. */
const sample = (path: string): Source =>
  documented(`https://github.com/aws-samples/aws-appsync-resolver-samples ${path}`);
const amplify = (template: string): Source =>
  documented(
    `https://github.com/aws-amplify/amplify-category-api packages/amplify-graphql-conversation-transformer, ${template}`,
  );

/** A helper that most of the HTTP samples contain. */
const SEND = `function send(path, options) {
  const { method = 'GET', headers, body: given, query = {} } = options;
  const [resourcePath, parameters] = path.split('?');
  if (parameters && parameters.length) {
    parameters.split('&').forEach((each) => { const [key, value] = each.split('='); query[key] = value; });
  }
  const body = typeof given === 'object' ? JSON.stringify(given) : given;
  return { resourcePath, method, params: { headers, query, body } };
}`;

const dynamodb = evaluations([
  returns(
    'SAMPLE-condition-without-values',
    sample('examples/cloudformation/todo-api-cfn/resolvers/createTodo.js'),
    'removes the values from a condition without values',
    `const condition = JSON.parse(util.transform.toDynamoDBConditionExpression({ id: { attributeExists: false } }));
     if (condition.expressionValues && !Object.keys(condition.expressionValues).length) {
       delete condition.expressionValues;
     }
     return condition;`,
    { expression: '(attribute_not_exists(#id))', expressionNames: { '#id': 'id' } },
  ),
  returns(
    'SAMPLE-update-expression',
    sample('examples/cloudformation/todo-api-cfn/resolvers/updateTodo.js'),
    'builds an update from the present and absent fields of an input',
    `function update({ values }) {
       const sets = []; const removes = []; const names = {}; const all = {};
       for (const [k, v] of Object.entries(values)) {
         names[\`#\${k}\`] = k;
         if (v) { sets.push(\`#\${k} = :\${k}\`); all[\`:\${k}\`] = v; } else { removes.push(\`#\${k}\`); }
       }
       let expression = sets.length ? \`SET \${sets.join(', ')}\` : '';
       expression += removes.length ? \` REMOVE \${removes.join(', ')}\` : '';
       return { expression, names, values: util.dynamodb.toMapValues(all) };
     }
     const { input: { id, ...values } } = { input: { id: '1', title: 't', owner: 'o', done: null } };
     return update({ key: { id }, values });`,
    {
      expression: 'SET #title = :title, #owner = :owner REMOVE #done',
      names: { '#title': 'title', '#owner': 'owner', '#done': 'done' },
      values: { ':title': { S: 't' }, ':owner': { S: 'o' } },
    },
  ),
  returns(
    'SAMPLE-optional-filter',
    sample('examples/cloudformation/todo-api-cfn/resolvers/listTodos.js'),
    'scans with an optional filter, or with null',
    `const list = ({ filter: f, limit = 20, nextToken }) => {
       const filter = f ? JSON.parse(util.transform.toDynamoDBFilterExpression(f)) : null;
       return { operation: 'Scan', filter, limit, nextToken };
     };
     return [list({}).filter, list({}).limit, list({ filter: { a: { eq: 1 } }, limit: 5 }).filter.expression];`,
    [null, 20, '(#a = :a_eq)'],
  ),
  returns(
    'SAMPLE-page',
    sample('samples/dynamodb/general/listItems.js'),
    'returns a page without items as an empty list',
    `const page = (result) => { const { items, nextToken } = result; return { items: items ?? [], nextToken }; };
     const other = (result) => { const { items = [], nextToken } = result; return { items, nextToken }; };
     return [page({ items: null, nextToken: 'a' }), page({ items: [1] }).items, other({}).items];`,
    [{ items: [], nextToken: 'a' }, [1], []],
  ),
  returns(
    'SAMPLE-increment',
    sample('samples/dynamodb/general/updateIncrementCount.js'),
    'adds an operation to an input without its key',
    `const { id, ...values } = { id: '1', title: 't' };
     values.version = ddb.operations.increment(1);
     const { update, key } = ddb.update({ key: { id }, update: values, condition: { id: { attributeExists: true } } });
     return [key, update.expression];`,
    [{ id: { S: '1' } }, 'SET #expName_1 = :expValue_1, #expName_2 = #expName_2 + :expValue_2'],
  ),
  returns(
    'SAMPLE-today',
    sample('samples/dynamodb/queries/all-items-today.js'),
    'extracts the day from the present with substring',
    `return util.time.nowISO8601().substring(0, 10).length;`,
    10,
  ),
]);

const http = evaluations([
  returns(
    'SAMPLE-http-query',
    sample('samples/http/forward.js'),
    'splits a path from its query, with and without one',
    `${SEND} return [send('/a?x=1&y=2', { body: 'b' }), send('/a', { method: 'PUT', body: { c: 1 } })];`,
    [
      { resourcePath: '/a', method: 'GET', params: { query: { x: '1', y: '2' }, body: 'b' } },
      { resourcePath: '/a', method: 'PUT', params: { query: {}, body: '{"c":1}' } },
    ],
  ),
  returns(
    'SAMPLE-http-form',
    sample('samples/http/publishToSNS.js'),
    'encodes the members of an object as a form',
    `const form = { Action: 'Publish', Message: util.urlEncode(JSON.stringify({ a: 'b c' })) };
     return Object.entries(form).map(([k, v]) => \`\${k}=\${v}\`).join('&');`,
    'Action=Publish&Message=%7B%22a%22%3A%22b+c%22%7D',
  ),
  returns(
    'SAMPLE-http-xml',
    sample('samples/http/publishToSNS.js'),
    'destructures a nested result, and parses its XML',
    `const { result: { statusCode, body } } = { result: { statusCode: 200, body: '<R><Id>a</Id></R>' } };
     if (statusCode === 200) { return util.xml.toMap(body).R; }
     util.appendError(body, \`\${statusCode}\`);`,
    { Id: 'a' },
  ),
  answersWith(
    'SAMPLE-http-error',
    sample('samples/http/translate.js'),
    'returns null and an error for a status other than 200',
    `const result = { statusCode: 500, body: 'no' };
     if (result.statusCode !== 200) { return util.appendError(result.body, \`\${result.statusCode}\`); }
     return JSON.parse(result.body).TranslatedText;`,
    (field) => ({
      body: {
        data: { [field]: null },
        errors: [entry(field, { message: 'no', errorType: '500' })],
      },
    }),
    { value: null, appended: ['no'] },
  ),
  answersWith(
    'SAMPLE-http-error-number',
    unconfirmed(
      'https://github.com/aws-samples/aws-appsync-resolver-samples samples/http/forward.js does it; that nothing is appended is inferred from https://github.com/aws/aws-appsync-community/issues/384',
    ),
    'returns null without an error when the status is passed as a number',
    `util.appendError('no', 500);`,
    (field) => ({ body: { data: { [field]: null } } }),
    { value: null, appended: [] },
  ),
  returns(
    'SAMPLE-search-page',
    sample('examples/cdk/aoss-search-app/lib/appsync/resolvers/Query.search.[aoss].ts'),
    'encodes the position of the last hit as a token',
    `const body = JSON.parse('{"hits":{"hits":[{"_source":{"id":1},"sort":[1]},{"_source":{"id":2},"sort":[2]}]}}');
     if (!\`\${200}\`.startsWith('2')) { util.error(body.error?.reason, body.error?.type, body); }
     let nextToken = null;
     const hits = body.hits.hits;
     if (hits.length > 0) { nextToken = util.base64Encode(JSON.stringify(hits[hits.length - 1].sort)); }
     return { items: hits.map((hit) => hit._source), after: JSON.parse(util.base64Decode(nextToken)) };`,
    { items: [{ id: 1 }, { id: 2 }], after: [2] },
  ),
]);

const others = evaluations([
  returns(
    'SAMPLE-identity-cast',
    sample('samples/NONE/localPublish.js'),
    'reads a member of a parenthesized expression with a JSDoc cast',
    `const from = /** @type {import('@aws-appsync/utils').AppSyncIdentityCognito} */ (ctx.identity)
       .username;
     return [from === undefined, /** @type {*} */ (ctx.identity).resolverContext.userId];`,
    [true, 'somebody'],
  ),
  returns(
    'SAMPLE-lambda-payload',
    sample('samples/lambda/invoke.js'),
    'copies parts of the context into a payload',
    `const { arguments: args, source, info } = ctx;
     return { args, source, info: { fieldName: info.fieldName, list: info.selectionSetList } };`,
    { args: {}, source: null, info: { fieldName: 'SAMPLE_lambda_payload', list: [] } },
  ),
  returns(
    'SAMPLE-claims',
    amplify('auth-resolver-fn.template.js'),
    'builds a filter from claims',
    `const claims = { sub: 's', 'cognito:username': 'u' };
     const filters = [];
     let owner = claims['sub'];
     const name = claims['username'] ?? claims['cognito:username'];
     if (owner && name) { owner = owner + '::' + name; filters.push({ owner: { eq: owner } }); }
     if (filters.length !== 0) { ctx.stash.filter = { or: filters }; }
     return { ...ctx.stash.filter, and: [{ id: { eq: '1' } }] };`,
    { or: [{ owner: { eq: 's::u' } }], and: [{ id: { eq: '1' } }] },
  ),
  returns(
    'SAMPLE-deep-argument',
    amplify('list-messages-init-set-index-resolver-fn.template.js'),
    'removes a nested argument when it is present',
    `ctx.args.filter = { id: { eq: '1' } };
     const id = ctx.args?.filter?.id?.eq;
     const none = ctx.args?.other?.id?.eq;
     if (id) { delete ctx.args.filter.id; if (Object.keys(ctx.args.filter).length === 0) { delete ctx.args.filter; } }
     return [id, none === undefined, Object.hasOwn(ctx.args, 'filter')];`,
    ['1', true, false],
  ),
  returns(
    'SAMPLE-event-guard',
    amplify('assistant-streaming-mutation-resolver-fn.template.js'),
    'reads an optional member of an event',
    `const part = (event) => {
       const made = { p: 'abc'.slice(0, Math.floor(Math.random() * 2)).length < 3, ...event };
       if (event.block && event.block.use) { made.block = event.block.use; }
       return made;
     };
     return [part({ text: 'a' }), part({ block: { use: { id: 1 } } })];`,
    [
      { p: true, text: 'a' },
      { p: true, block: { id: 1 } },
    ],
  ),
  returns(
    'SAMPLE-tools',
    amplify('invoke-lambda-resolver-fn.template.js'),
    'maps an optional nested list',
    `const tools = (args) => args.configuration?.tools?.map((tool) => { return { ...tool.spec }; });
     return [tools({}) === undefined, tools({ configuration: { tools: [{ spec: { a: 1 } }] } })];`,
    [true, [{ a: 1 }]],
  ),
]);

/** Whole modules, and the results of their response handlers. */
const modules = (
  [
    [
      'without-imports',
      amplify('init-resolver-fn.template.js'),
      'supports util and runtime without an import',
      'export function request(ctx) { ctx.stash.id = util.autoId(); return { payload: {} }; }\n' +
        "export function response(ctx) { runtime.earlyReturn({ a: util.urlEncode('b c') }); }",
      { a: 'b+c' },
    ],
    [
      'bundled',
      sample('examples/cloudformation/todo-api-pipeline-cfn/functions/out.js'),
      'accepts one import under several names, and handlers in an export list',
      'import { util as util3 } from "@aws-appsync/utils";\n\nimport { util } from "@aws-appsync/utils";\n' +
        'import { util as util2 } from "@aws-appsync/utils";\n' +
        'function encode(value) {\n  return util2.urlEncode(JSON.stringify(value));\n}\n' +
        'function request(ctx) {\n  return { payload: encode({ a: 1 }) };\n}\n' +
        'function response(ctx) {\n  const { error } = ctx;\n  if (error) {\n    return util3.appendError(error.message, error.type);\n  }\n' +
        '  return encode([1]);\n}\nexport {\n  request,\n  response\n};',
      '%5B1%5D',
    ],
    [
      'function-named-fetch',
      sample('samples/http/getToApiGW.js'),
      'supports functions with the names of globals in other engines',
      'export const request = () => ({});\nexport const response = () => fetch("/a");\n' +
        'function fetch(path) {\n  return { path };\n}',
      { path: '/a' },
    ],
  ] as const
).map(([id, source, says, code, value]): Behaviour => ({
  id: `SAMPLE-${id}`,
  says,
  source,
  given: givenCode(code),
  exchanges: [{ body: operation('{ value }'), answer: { body: { data: { value: json(value) } } } }],
  evaluates: { code, context: {}, expected: { value } },
}));

export const samples: Area = {
  title: "What AWS's own resolvers do",
  behaviours: [...dynamodb, ...http, ...others, ...modules],
};

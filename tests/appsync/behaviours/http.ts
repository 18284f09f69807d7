import { documented, recorded, type Area, type Behaviour } from './behaviour';
import { answers, givenApi, operation } from './given';

const given = givenApi({
  schema: 'type Query { value: String }',
  resolvers: { 'Query.value': answers("'a'") },
});

const GRAPHQL_OVER_HTTP = 'https://github.com/graphql/graphql-over-http/issues/81';

const malformed = (message: string) => ({
  status: 400,
  headers: { 'x-amzn-errortype': 'MalformedHttpRequestException' },
  body: { errors: [{ errorType: 'MalformedHttpRequestException', message }] },
});

const refusedBodies: Behaviour[] = [
  ['empty', '', 'Request body is empty.'],
  ['no-json', 'meow', 'Unable to parse GraphQL query.'],
  ['no-query', '{}', 'Unable to parse GraphQL query.'],
  ['too-many-braces', '{}}', 'Unable to parse GraphQL query.'],
  ['batch', '[]', 'Unable to parse GraphQL query.'],
].map(([name, body, message]) => ({
  id: `HTTP-body-${name}`,
  says: `refuses the body \`${body}\` with 400`,
  source: recorded(GRAPHQL_OVER_HTTP),
  given,
  exchanges: [{ body: body!, answer: malformed(message!) }],
}));

export const http: Area = {
  title: 'HTTP',
  behaviours: [
    ...refusedBodies,
    {
      id: 'HTTP-content-type-any',
      says: 'reads JSON whatever the content type says',
      source: documented('https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html'),
      given,
      exchanges: [
        {
          headers: { authorization: 'token', 'content-type': 'application/graphql' },
          body: operation('{ value }'),
          answer: { body: { data: { value: 'a' } } },
        },
      ],
    },
  ],
};

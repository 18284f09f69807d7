import { expect } from 'vitest';
import { signed } from '../clients/signed';
import {
  documented,
  GUIDE,
  recorded,
  unconfirmed,
  type Area,
  type Source,
  type Step,
  type Transcript,
  type Upgrade,
} from './behaviour';
import { answers, givenDefinition } from './given';
import {
  complete,
  connected,
  data,
  error,
  givenPosts as given,
  inHeaders,
  inProtocol,
  inQuery,
  KEY,
  receives,
  startAck,
  startFrame,
  starts,
  subscribes,
  TOKEN,
} from './givenPosts';

const CLIENT = documented(`${GUIDE}real-time-websocket-client.html`);
const DATA = documented(`${GUIDE}aws-appsync-real-time-data.html`);
const QUOTAS = documented('https://docs.aws.amazon.com/general/latest/gr/appsync.html');
const issue = (at: string): Source => recorded(`https://github.com/${at}`);
const RUN = issue('sashee/appsync-start_ack');

const ack = { type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } };
const ka = { type: 'ka' };
const init: Step = { sends: { type: 'connection_init' } };
const initiates: Step[] = [init, receives(ack, ka)];

/** A connection that is accepted: AppSync responds to what the client sends on it. */
const accepted = (id: string, says: string, connects: Transcript['connects']): Transcript => ({
  id,
  says,
  source: CLIENT,
  given,
  connects,
  steps: [],
});

/** A connection that is refused. The code that closes it is not recorded. */
const refused = (
  id: string,
  source: Source,
  says: string,
  connects: Transcript['connects'],
  why: unknown,
): Transcript => ({
  id,
  says,
  source,
  given,
  connects,
  steps: [
    receives({ type: 'connection_error', payload: { errors: [why] } }),
    { ends: expect.any(Number) },
  ],
});

const missing = { message: 'Required headers are missing.', errorCode: 400 };
const badRequest = { errorType: 'BadRequest', errorCode: 400 };
const unauthorized = {
  errorType: 'UnauthorizedException',
  message: 'You are not authorized to make this call.',
};
const notConnected = { ...unauthorized, errorCode: 401 };

const IAM = { accessKeyId: 'AKID', secretAccessKey: 'secret', region: 'ap-south-1' };
/** The headers that the guide has a client sign, for a connection and for a `start`. */
const SIGNED = {
  host: 'localhost',
  accept: 'application/json, text/javascript',
  'content-encoding': 'amz-1.0',
  'content-type': 'application/json; charset=UTF-8',
};
const signature = (path: string, body: string, options = {}): Promise<Record<string, string>> =>
  signed({ path, body, headers: SIGNED }, { ...IAM, ...options });
const signedUpgrade =
  (path = '/graphql/connect', options = {}) =>
  async (): Promise<Upgrade> =>
    inQuery(await signature(path, '{}', options));

const REFUSAL_AT = issue('aws-amplify/amplify-flutter/issues/2763');
const MISSING_AT = issue('graphql-dotnet/graphql-client/issues/662');
const NO_PROTOCOL_AT = issue('aws/aws-appsync-community/issues/195');
const BAD_REQUEST_AT = issue('apollographql/apollo-kotlin/issues/1864');
const LIKE_BAD_JSON = unconfirmed('the refusal is that of a header that is not JSON');

const connections: Transcript[] = [
  accepted('RT-connect-query', 'reads credentials from the query', inQuery(KEY)),
  accepted('RT-connect-protocol', 'reads credentials from a sub-protocol', inProtocol(KEY)),
  accepted(
    'RT-connect-protocol-base64url',
    'decodes the credentials in a sub-protocol as base64url',
    inProtocol({ ...TOKEN, Authorization: 'token>>>???' }),
  ),
  accepted(
    'RT-connect-headers',
    'reads credentials from request headers',
    inHeaders({ 'x-api-key': KEY['x-api-key'] }),
  ),
  {
    ...accepted(
      'RT-connect-query-others',
      'ignores other query parameters, such as custom headers of a client',
      { ...inProtocol(KEY), query: '?x-custom=yes' },
    ),
    source: documented('https://github.com/aws-amplify/amplify-js/pull/13735'),
  },
  accepted('RT-connect-token', 'accepts a token that the authorizer accepts', inQuery(TOKEN)),
  accepted(
    'RT-connect-deepdish',
    'reports a connection to the authorizer as `DeepDish:Connect`',
    inQuery({ ...TOKEN, Authorization: 'connects' }),
  ),
  accepted('RT-connect-iam', 'accepts a signature over `/graphql/connect`', signedUpgrade()),
  connected(
    'RT-connect-ack',
    RUN,
    'acknowledges `connection_init` with the connection timeout, then sends `ka`',
    ...initiates,
  ),
  refused(
    'RT-refuse-token',
    REFUSAL_AT,
    'refuses an invalid token',
    inQuery({ ...TOKEN, Authorization: 'nobody' }),
    notConnected,
  ),
  refused(
    'RT-refuse-key',
    REFUSAL_AT,
    'refuses an invalid key',
    inProtocol({ ...KEY, 'x-api-key': 'da2-x' }),
    notConnected,
  ),
  refused(
    'RT-refuse-signature',
    REFUSAL_AT,
    'refuses a signature with another secret',
    signedUpgrade(undefined, { secretAccessKey: 'guessed' }),
    notConnected,
  ),
  refused(
    'RT-refuse-signature-path',
    CLIENT,
    'refuses a signature over `/graphql`',
    signedUpgrade('/graphql'),
    notConnected,
  ),
  refused(
    'RT-refuse-signature-headers',
    unconfirmed(
      'the guide requires these headers to be signed, and does not describe the response without one',
    ),
    'refuses a signature that omits one of the headers that the guide signs',
    async () => {
      const { accept: _, ...headers } = await signature('/graphql/connect', '{}');
      return inQuery(headers);
    },
    missing,
  ),
  refused(
    'RT-refuse-no-protocol',
    NO_PROTOCOL_AT,
    'refuses a client that does not request `graphql-ws`',
    { ...inQuery(KEY), protocols: [] },
    { message: 'NoProtocolError', errorCode: 400 },
  ),
  refused(
    'RT-refuse-nobody',
    MISSING_AT,
    'refuses a client without credentials',
    inHeaders({}),
    missing,
  ),
  refused(
    'RT-refuse-no-host',
    unconfirmed(
      'the guide requires `host` in the header, and does not describe the response without it',
    ),
    "refuses a header without `host`, regardless of the request's own host",
    inQuery({ 'x-api-key': KEY['x-api-key'] }),
    missing,
  ),
  refused(
    'RT-refuse-host',
    recorded(
      'https://josephso.dev/aws-appsync-with-custom-domain-graphql-subscription-issue-and-workaround',
    ),
    'refuses a `host` that is not the host of the API',
    inQuery({ ...KEY, host: 'example.appsync-realtime-api.ap-south-1.amazonaws.com' }),
    { errorType: 'com.amazon.coral.service.http#HttpNotFoundException', errorCode: 400 },
  ),
  refused(
    'RT-refuse-no-json',
    BAD_REQUEST_AT,
    'refuses a header that is not JSON',
    inQuery('no'),
    badRequest,
  ),
  refused(
    'RT-refuse-no-text',
    LIKE_BAD_JSON,
    'refuses a header with a member that is not a string',
    inProtocol({ ...TOKEN, Authorization: 1 }),
    badRequest,
  ),
  refused(
    'RT-refuse-no-payload',
    LIKE_BAD_JSON,
    'refuses the query form without a payload',
    { ...inQuery(KEY), query: inQuery(KEY).query!.split('&')[0]! },
    badRequest,
  ),
  refused(
    'RT-refuse-payload',
    LIKE_BAD_JSON,
    'refuses a payload that is not empty',
    inQuery(KEY, { a: 1 }),
    badRequest,
  ),
  {
    ...refused(
      'RT-refuse-close',
      unconfirmed('no close code is recorded; RFC 6455 defines this one as a policy violation'),
      'closes a refused connection with 1008',
      inQuery({ ...TOKEN, Authorization: 'nobody' }),
      notConnected,
    ),
    steps: [receives(expect.objectContaining({ type: 'connection_error' })), { ends: 1_008 }],
  },
  connected(
    'RT-init-early',
    CLIENT,
    'ignores frames between `connection_init` and `connection_ack`',
    init,
    starts('early', 'subscription { onPost { id } }'),
    receives(ack, ka),
  ),
  connected(
    'RT-init-optional',
    CLIENT,
    'starts a subscription without `connection_init`',
    ...subscribes('a', 'subscription { onPost { id } }'),
  ),
];

const ON_POST = 'subscription { onPost { id } }';
const unsupported = (kind: string) => ({
  errorType: 'UnsupportedOperation',
  message: `${kind} not supported through the realtime channel`,
});
const unknown = { type: 'error', payload: { errors: [unsupported('unknown')] } };
const noAuthorization = {
  errorType: 'UnauthorizedException',
  message: 'Valid authorization header not provided.',
};
const unparsable = {
  errorType: 'MalformedHttpRequestException',
  message: 'Unable to parse GraphQL query.',
};
const LIKE_HTTP = unconfirmed('the response is that for the same document over HTTP');

const unreadable = (id: string, source: Source, says: string, frame: unknown): Transcript =>
  connected(id, source, says, { sends: frame }, receives(unknown));

/** A `start` that is refused, then one with the same id that is accepted. */
const refusedStart = (
  id: string,
  source: Source,
  says: string,
  frame: Transcript['connects'] | unknown,
  ...why: unknown[]
): Transcript =>
  connected(
    id,
    source,
    says,
    { sends: frame },
    receives(error('a', ...why)),
    ...subscribes('a', ON_POST),
  );

const frames: Transcript[] = [
  unreadable(
    'RT-frame-no-json',
    issue('artilleryio/artillery/issues/1567'),
    'rejects text that is not JSON',
    'hello',
  ),
  unreadable(
    'RT-frame-subscribe',
    issue('enisdenjo/graphql-ws/issues/602'),
    'rejects the `subscribe` of graphql-transport-ws',
    { id: 'a', type: 'subscribe', payload: { query: ON_POST } },
  ),
  unreadable(
    'RT-frame-no-data',
    issue('ChilliCream/graphql-platform/issues/6468'),
    'rejects a `start` with the operation itself as its payload',
    { id: 'a', type: 'start', payload: { query: ON_POST } },
  ),
  unreadable(
    'RT-frame-no-id',
    unconfirmed('the response is that for any frame that cannot be parsed'),
    'rejects a `start` without an id',
    { ...startFrame('a', ON_POST), id: undefined },
  ),
  refusedStart(
    'RT-frame-query',
    issue('aws-amplify/amplify-swift/issues/3885'),
    'refuses a query',
    startFrame('a', '{ value }'),
    unsupported('query'),
  ),
  refusedStart(
    'RT-frame-mutation',
    unconfirmed('the message is that recorded for a query'),
    'refuses a mutation',
    startFrame('a', 'mutation { addPost { id } }'),
    unsupported('mutation'),
  ),
  refusedStart(
    'RT-frame-no-authorization',
    issue('aws-amplify/aws-appsync-realtime-client-ios/issues/108'),
    'refuses a `start` without authorization',
    startFrame('a', ON_POST, {}, null),
    noAuthorization,
  ),
  refusedStart(
    'RT-frame-no-host',
    unconfirmed(
      'the response is that for a missing authorization, in which the guide requires `host`',
    ),
    'refuses a `start` with authorization that lacks `host`',
    startFrame('a', ON_POST, {}, { Authorization: 'token' }),
    noAuthorization,
  ),
  connected(
    'RT-stop-unknown',
    unconfirmed('documented for the related protocol of AppSync Events'),
    'returns an error for a `stop` with an unknown id',
    { sends: { id: 'a', type: 'stop' } },
    receives(error('a', { errorType: 'UnknownOperationError', message: 'Unknown operation id a' })),
  ),
];

const echoes = (text: string): Step => ({
  mutates: 'mutation ($text: String) { echo(text: $text) }',
  variables: { text },
});
const stops = (id: string): Step[] => [{ sends: { id, type: 'stop' } }, receives(complete(id))];
const ON_ECHO = 'subscription { onEcho }';
const many = Array.from({ length: 100 }, (_, index) => `s${index}`);
const startsMany: Step[] = [
  ...many.map((id) => starts(id, ON_ECHO)),
  receives(...many.map(startAck)),
];
const isFull = {
  id: 'more',
  type: 'error',
  payload: {
    errors: {
      errorType: 'MaxSubscriptionsReachedError',
      message: 'Max number of 100 subscriptions reached',
    },
  },
};

/** AppSync accepts the schema, but every subscription to it fails. */
const REQUIRED = unconfirmed(
  'the failure is reported (https://blog.purple-technology.com/lessons-learned-aws-appsync-subscriptions); ' +
    'the message is that for any null that is not allowed',
);

const subscriptions: Transcript[] = [
  {
    ...connected(
      'RT-run',
      RUN,
      'acknowledges a subscription, sends its messages, and completes it on `stop`',
      ...initiates,
      ...subscribes('a', ON_ECHO),
      echoes('hello'),
      receives(data('a', { onEcho: 'hello' })),
      ...stops('a'),
    ),
    connects: inQuery(TOKEN),
  },
  connected(
    'RT-stop-quiet',
    CLIENT,
    'sends nothing more to a stopped subscription',
    ...subscribes('a', ON_ECHO),
    ...stops('a'),
    echoes('hello'),
  ),
  connected(
    'RT-stop-again',
    unconfirmed('the id of an ended subscription can be used again'),
    'accepts the id of a stopped subscription again',
    ...subscribes('a', ON_ECHO),
    ...stops('a'),
    ...subscribes('a', ON_ECHO),
    echoes('hello'),
    receives(data('a', { onEcho: 'hello' })),
  ),
  connected(
    'RT-stop-starting',
    unconfirmed('the client requested the end, and is sent nothing more'),
    'only completes a subscription that is stopped before it is acknowledged',
    starts('a', ON_ECHO),
    { sends: { id: 'a', type: 'stop' } },
    receives(complete('a')),
    echoes('hello'),
  ),
  connected(
    'RT-many',
    CLIENT,
    'carries several subscriptions on one connection',
    ...subscribes('a', ON_ECHO),
    ...subscribes('b', ON_POST),
    { mutates: 'mutation { echo(text: "hello") addPost(id: "1") { id } }' },
    receives(data('a', { onEcho: 'hello' }), data('b', { onPost: { id: '1' } })),
  ),
  connected(
    'RT-many-modes',
    CLIENT,
    'authorizes each subscription of a connection in its own mode',
    ...subscribes('a', ON_POST, {}, KEY),
    ...subscribes('b', ON_POST, {}, TOKEN),
    {
      sends: async () => {
        const frame = startFrame('c', ON_POST);
        const authorization = await signature('/graphql', frame.payload.data);
        return startFrame('c', ON_POST, {}, authorization);
      },
    },
    receives(startAck('c')),
    { mutates: 'mutation { addPost(id: "1") { id } }' },
    receives(...['a', 'b', 'c'].map((id) => data(id, { onPost: { id: '1' } }))),
  ),
  connected(
    'RT-duplicate',
    issue('aws-amplify/amplify-js/issues/12818'),
    'refuses an id that is in use',
    ...subscribes('a', ON_ECHO),
    starts('a', ON_POST),
    receives(
      error('a', {
        errorType: 'DuplicatedOperationError',
        message: 'Duplicated operation with id a',
      }),
    ),
  ),
  connected(
    'RT-duplicate-first',
    unconfirmed('an error is documented to affect only its operation'),
    'continues a subscription when its id is used again',
    ...subscribes('a', ON_ECHO),
    starts('a', ON_POST),
    receives(expect.objectContaining({ type: 'error' })),
    echoes('hello'),
    receives(data('a', { onEcho: 'hello' })),
  ),
  connected(
    'RT-limit-subscriptions',
    issue('aws-amplify/amplify-js/issues/8370'),
    'refuses the 101st subscription of a connection',
    ...startsMany,
    starts('more', ON_ECHO),
    receives(isFull),
  ),
  connected(
    'RT-limit-subscriptions-freed',
    unconfirmed('the limit applies to active subscriptions'),
    'accepts another subscription after one of a hundred is stopped',
    ...startsMany,
    ...stops('s0'),
    ...subscribes('more', ON_ECHO),
  ),
  refusedStart(
    'RT-start-token',
    unconfirmed('the message combines those recorded for a refused connection and for HTTP'),
    'refuses a `start` with an invalid token',
    startFrame('a', ON_POST, {}, { ...TOKEN, Authorization: 'nobody' }),
    unauthorized,
  ),
  refusedStart(
    'RT-start-asks-authorizer',
    unconfirmed('each `start` carries its authorization, so the authorizer is presumably invoked'),
    'calls the authorizer for a `start` as for a connection',
    startFrame('a', ON_POST, {}, { ...TOKEN, Authorization: 'connects' }),
    unauthorized,
  ),
  refusedStart(
    'RT-start-signature-body',
    CLIENT,
    'refuses a signature over a different payload than that of its `start`',
    async () => {
      const authorization = await signature('/graphql', '{}');
      return startFrame('a', ON_POST, {}, authorization);
    },
    unauthorized,
  ),
  refusedStart(
    'RT-start-mode',
    issue('aws-amplify/amplify-js/issues/10150'),
    'refuses a field that is closed to the mode',
    startFrame('a', 'subscription { onSigned { id } }'),
    {
      errorType: 'Unauthorized',
      message: 'Not Authorized to access onSigned on type Subscription',
    },
  ),
  refusedStart(
    'RT-start-denied',
    unconfirmed('as for a field that the mode does not allow'),
    'refuses a field that the authorizer denies',
    startFrame('a', ON_POST, {}, { ...TOKEN, Authorization: 'denied' }),
    { errorType: 'Unauthorized', message: 'Not Authorized to access onPost on type Subscription' },
  ),
  refusedStart(
    'RT-start-error',
    unconfirmed('the refusal by `util.error` is documented; the keys are as recorded'),
    'refuses a subscription when the resolver raises an error, with its type and message',
    startFrame('a', 'subscription { onClosed { id } }'),
    { errorType: 'Closed', message: 'Not today.' },
  ),
  refusedStart(
    'RT-start-unauthorized',
    issue('aws-amplify/amplify-js/issues/12679'),
    'refuses a subscription when the resolver calls `util.unauthorized`',
    startFrame('a', 'subscription { onForbidden { id } }'),
    {
      errorType: 'Unauthorized',
      message: 'Not Authorized to access onForbidden on type Subscription',
    },
  ),
  refusedStart(
    'RT-start-variable',
    issue('aws-amplify/amplify-cli/issues/7427'),
    'refuses an invalid variable with only the message',
    startFrame('a', 'subscription ($author: String!) { onPost(author: $author) { id } }'),
    { message: "Variable 'author' has coerced Null value for NonNull type 'String!'" },
  ),
  refusedStart(
    'RT-start-invalid',
    unconfirmed(
      'the message is that recorded for HTTP, with the single key recorded for a variable',
    ),
    'refuses an invalid document with only the message',
    startFrame('a', 'subscription { onNothing }'),
    {
      message:
        "Validation error of type FieldUndefined: Field 'onNothing' in type 'Subscription' is undefined @ 'onNothing'",
    },
  ),
  refusedStart(
    'RT-start-syntax',
    LIKE_HTTP,
    'refuses a document that does not parse',
    startFrame('a', 'subscription {'),
    unparsable,
  ),
  refusedStart(
    'RT-start-two-fields',
    LIKE_HTTP,
    'refuses a subscription to two fields',
    startFrame('a', 'subscription { onPost { id } onEcho }'),
    { message: expect.any(String) },
  ),
  ...(
    [
      ['', 'Post!', 'Post', 'it has no resolver', {}],
      ['-list', '[Post]!', 'Post', 'it has no resolver', {}],
      [
        '-null',
        'Post!',
        'Post',
        'its resolver returns null',
        { 'Subscription.on': answers('null') },
      ],
    ] as const
  ).map(([id, type, name, when, resolvers]): Transcript => ({
    id: `RT-start-required${id}`,
    says: `refuses a subscription to a field of type ${type} when ${when}`,
    source: REQUIRED,
    given: givenDefinition({
      schema: `
          type Query { a: String }
          type Mutation { add: ${type} }
          type Subscription { on: ${type} @aws_subscribe(mutations: ["add"]) }
          type Post { id: ID }
        `,
      resolvers,
    }),
    connects: inProtocol(TOKEN),
    steps: [
      starts('a', 'subscription { on { id } }'),
      receives(
        error('a', {
          message: `Cannot return null for non-nullable type: '${name}' within parent 'Subscription' (/on)`,
        }),
      ),
    ],
  })),
  {
    id: 'RT-start-required-answered',
    says: 'accepts a non-null subscription when its resolver returns a value, and does not send it',
    source: REQUIRED,
    given: givenDefinition({
      schema: `
        type Query { a: String }
        type Mutation { add: Post! }
        type Subscription { on: Post! @aws_subscribe(mutations: ["add"]) }
        type Post { id: ID }
      `,
      resolvers: {
        'Mutation.add': answers("({ id: '1' })"),
        'Subscription.on': answers("({ id: '0' })"),
      },
    }),
    connects: inProtocol(TOKEN),
    steps: [
      ...subscribes('a', 'subscription { on { id } }'),
      { mutates: 'mutation { add { id } }' },
      receives(data('a', { on: { id: '1' } })),
    ],
  },
  {
    id: 'RT-start-unlisted',
    says: 'accepts a subscription to a field without `@aws_subscribe`, and sends it nothing',
    source: unconfirmed('the list contains no mutation to publish'),
    given: givenDefinition({
      schema: `
        type Query { a: String }
        type Mutation { add: String }
        type Subscription { add: String }
      `,
      resolvers: { 'Mutation.add': answers("'a'") },
    }),
    connects: inProtocol(TOKEN),
    steps: [...subscribes('a', 'subscription { add }'), { mutates: 'mutation { add }' }],
  },
  connected(
    'RT-start-others',
    unconfirmed('the guide closes a connection only for connection errors'),
    'continues the other subscriptions when it refuses one',
    ...subscribes('a', ON_ECHO),
    starts('b', 'subscription { onSigned { id } }'),
    receives(expect.objectContaining({ id: 'b', type: 'error' })),
    echoes('hello'),
    receives(data('a', { onEcho: 'hello' })),
  ),
];

/** One subscription, one mutation, and the resulting messages, each as `data` and `errors`. */
const publishes = (
  id: string,
  source: Source,
  says: string,
  subscription: string,
  mutation: string | Step,
  ...messages: unknown[]
): Transcript =>
  connected(
    id,
    source,
    says,
    ...subscribes('a', subscription),
    typeof mutation === 'string' ? { mutates: mutation } : mutation,
    ...(messages.length > 0
      ? [receives(...messages.map((payload) => ({ id: 'a', type: 'data', payload })))]
      : []),
  );

const TWICE = unconfirmed(
  'reported in awslabs/aws-mobile-appsync-sdk-js#533, awslabs/aws-mobile-appsync-sdk-ios#375 and ' +
    'aws-amplify/amplify-cli#4371, all of 2020; it is unknown whether it has been fixed since',
);

const ofPost = (post: unknown) => ({ data: { onPost: post } });
const BY_NAME = unconfirmed(
  'filters and subscribers refer to fields, not to the aliases of a mutation',
);
const GRAPHQL = documented('https://spec.graphql.org/October2021/#sec-Executing-Selection-Sets');

/** The text for a message of this many bytes. */
const sized = (bytes: number): string =>
  'x'.repeat(bytes - JSON.stringify({ data: { onEcho: '' } }).length);
const LARGEST = 240 * 1_024;

const publications: Transcript[] = [
  publishes(
    'RT-publish-selection',
    DATA,
    'sends null for a field that the mutation did not select',
    'subscription { onPost { id title next { id } } }',
    'mutation { addPost(id: "1", title: "a") { id } }',
    ofPost({ id: '1', title: null, next: null }),
  ),
  publishes(
    'RT-publish-subset',
    DATA,
    'sends only the fields that the subscriber selects',
    'subscription { onPost { title } }',
    'mutation { addPost(id: "1", title: "a") { id title views } }',
    ofPost({ title: 'a' }),
  ),
  publishes(
    'RT-publish-non-null',
    issue('aws-amplify/amplify-category-api/issues/1338'),
    'sends an error without locations for a non-null field that was not selected',
    'subscription { onPost { id views } }',
    'mutation { addPost(id: "1") { id } }',
    {
      ...ofPost(null),
      errors: [
        {
          path: ['onPost', 'views'],
          message:
            "Cannot return null for non-nullable type: 'Int' within parent 'Post' (/onPost/views)",
        },
      ],
    },
  ),
  publishes(
    'RT-publish-mutation-aliases',
    BY_NAME,
    "publishes by field name, regardless of the mutation's aliases",
    'subscription { onPost { id next { title } } }',
    'mutation { mine: addPost(id: "1") { key: id after: next { name: title } } }',
    ofPost({ id: '1', next: { title: 'Next' } }),
  ),
  publishes(
    'RT-publish-mutation-fragments',
    BY_NAME,
    "publishes the merged selections of the mutation's fragments",
    'subscription { onPost { next { id title } } }',
    'mutation { addPost { next { id } ...more } } fragment more on Post { ... { next { title } } }',
    ofPost({ next: { id: '2', title: 'Next' } }),
  ),
  publishes(
    'RT-publish-skipped',
    DATA,
    'does not publish a field that a directive skips',
    'subscription { onPost { id title } }',
    'mutation { addPost(id: "1", title: "a") { id title @skip(if: true) } }',
    ofPost({ id: '1', title: null }),
  ),
  publishes(
    'RT-publish-lists',
    GRAPHQL,
    'publishes lists including their nulls',
    'subscription { onPost { tags posts { title } } }',
    'mutation { addPost(tags: ["a", null]) { tags posts { name: title } } }',
    ofPost({ tags: ['a', null], posts: [{ title: 'In a list' }, null] }),
  ),
  publishes(
    'RT-publish-subscriber-aliases',
    GRAPHQL,
    "applies the subscriber's aliases and fragments",
    'subscription { post: onPost { key: id ...more } } fragment more on Post { title }',
    'mutation { addPost(id: "1", title: "a") { id title } }',
    { data: { post: { key: '1', title: 'a' } } },
  ),
  publishes(
    'RT-publish-typename',
    GRAPHQL,
    'sends the type of a value as `__typename`',
    'subscription { onPost { __typename id } }',
    'mutation { addPost(id: "1") { id } }',
    ofPost({ __typename: 'Post', id: '1' }),
  ),
  ...(
    [
      ['', 'an object', '{"a":[1,"b"]}', '"{\\"a\\":[1,\\"b\\"]}"'],
      ['-number', 'a number', '5', '"5"'],
      ['-text', 'a string', '"a"', '"\\"a\\""'],
      ['-list', 'a list', '[null]', '"[null]"'],
      ['-null', 'everything except null', 'null', null],
    ] as const
  ).map(([id, what, json, sent]) =>
    publishes(
      `RT-publish-json${id}`,
      TWICE,
      `encodes ${what} in AWSJSON twice`,
      'subscription { onPost { data } }',
      {
        mutates: 'mutation ($d: AWSJSON) { addPost(data: $d) { data } }',
        variables: { d: json },
      },
      ofPost({ data: sent }),
    ),
  ),
  {
    id: 'RT-publish-json-places',
    says: 'encodes AWSJSON twice in lists, nested fields and root fields',
    source: TWICE,
    given: givenDefinition({
      schema: `
        type Query { a: String }
        type Mutation { add: Post put: [AWSJSON] }
        type Subscription {
          onAdd: Post @aws_subscribe(mutations: ["add"])
          onPut: [AWSJSON] @aws_subscribe(mutations: ["put"])
        }
        type Post { list: [AWSJSON] next: Post data: AWSJSON }
      `,
      resolvers: {
        'Mutation.add': answers("({ list: [{ a: 1 }, null, 'b'], next: { data: { c: 2 } } })"),
        'Mutation.put': answers('[1]'),
      },
    }),
    connects: inProtocol(TOKEN),
    steps: [
      ...subscribes('a', 'subscription { onAdd { list next { data } } }'),
      ...subscribes('b', 'subscription { onPut }'),
      {
        mutates: 'mutation { add { list next { data } } put }',
        answer: {
          data: { add: { list: ['{"a":1}', null, '"b"'], next: { data: '{"c":2}' } }, put: ['1'] },
        },
      },
      receives(
        data('a', {
          onAdd: { list: ['"{\\"a\\":1}"', null, '"\\"b\\""'], next: { data: '"{\\"c\\":2}"' } },
        }),
        data('b', { onPut: ['"1"'] }),
      ),
    ],
  },
  {
    id: 'RT-publish-inherited',
    says: 'sends null for an unselected field that is named like a property of every object',
    source: DATA,
    given: givenDefinition({
      schema: `
        type Query { a: String }
        type Mutation { add: Post }
        type Subscription { onAdd: Post @aws_subscribe(mutations: ["add"]) }
        type Post { id: ID constructor: String toString: String }
      `,
      resolvers: { 'Mutation.add': answers("({ id: '1' })") },
    }),
    connects: inProtocol(TOKEN),
    steps: [
      ...subscribes('a', 'subscription { onAdd { id constructor toString } }'),
      { mutates: 'mutation { add { id } }' },
      receives(data('a', { onAdd: { id: '1', constructor: null, toString: null } })),
    ],
  },
  {
    id: 'RT-publish-converted',
    says: 'sends a value as converted in the response of the mutation',
    source: DATA,
    given: givenDefinition({
      schema: `
        type Query { a: String }
        type Mutation { add: Post }
        type Subscription { onAdd: Post @aws_subscribe(mutations: ["add"]) }
        type Post { open: Boolean count: Int ratio: Float text: String id: ID }
      `,
      resolvers: {
        'Mutation.add': answers(
          "({ open: 'true', count: '7', ratio: '1.5', text: { a: 1 }, id: 5 })",
        ),
      },
    }),
    connects: inProtocol(TOKEN),
    steps: [
      ...subscribes('a', 'subscription { onAdd { open count ratio text id } }'),
      { mutates: 'mutation { add { open count ratio text id } }' },
      receives(data('a', { onAdd: { open: true, count: 7, ratio: 1.5, text: '{a=1}', id: '5' } })),
    ],
  },
  publishes(
    'RT-publish-listed',
    DATA,
    'publishes each mutation that `@aws_subscribe` lists',
    ON_POST,
    'mutation { addPost(id: "1") { id } editPost(id: "2") { id } }',
    ofPost({ id: '1' }),
    ofPost({ id: '2' }),
  ),
  publishes(
    'RT-publish-unlisted',
    DATA,
    'does not publish a mutation that `@aws_subscribe` does not list',
    ON_POST,
    'mutation { dropPost(id: "1") { id } }',
  ),
  publishes(
    'RT-publish-twice',
    unconfirmed('each call of a mutation publishes once'),
    'publishes a mutation twice when it is called twice',
    ON_POST,
    'mutation { a: addPost(id: "1") { id } b: addPost(id: "2") { id } }',
    ofPost({ id: '1' }),
    ofPost({ id: '2' }),
  ),
  publishes(
    'RT-publish-null',
    unconfirmed('there is nothing to send'),
    'does not publish a mutation that returns null',
    ON_POST,
    'mutation { emptyPost { id } }',
  ),
  publishes(
    'RT-publish-error',
    unconfirmed('it returns null'),
    'does not publish a mutation that raises an error',
    ON_POST,
    {
      mutates: 'mutation { brokenPost { id } }',
      answer: expect.objectContaining({ data: { brokenPost: null } }),
    },
  ),
  publishes(
    'RT-publish-largest',
    QUOTAS,
    'sends a message of 240 KB',
    ON_ECHO,
    echoes(sized(LARGEST)),
    { data: { onEcho: sized(LARGEST) } },
  ),
  publishes(
    'RT-publish-too-large',
    issue('aws/aws-appsync-community/issues/175'),
    'drops a larger message, without an error for the mutation',
    ON_ECHO,
    echoes(sized(LARGEST + 1)),
  ),
];

/** Access to fields is checked for each message, as over HTTP. */
const fieldAccess: Transcript[] = [
  {
    id: 'RT-access-nested',
    says: "sends null and an error for a field that is closed to the subscriber's mode",
    source: unconfirmed('a subscription is an operation, and no source exempts it'),
    given: givenDefinition({
      schema: `
        type Query { a: String }
        type Mutation { add: Post }
        type Subscription {
          onAdd: Post @aws_subscribe(mutations: ["add"]) @aws_api_key @aws_lambda
        }
        type Post @aws_api_key @aws_lambda { id: ID secret: String @aws_lambda }
      `,
      resolvers: { 'Mutation.add': answers("({ id: '1', secret: 's' })") },
    }),
    connects: inProtocol(KEY),
    steps: [
      ...subscribes('s', 'subscription { onAdd { id secret } }', {}, KEY),
      { mutates: 'mutation { add { id secret } }' },
      receives({
        id: 's',
        type: 'data',
        payload: {
          data: { onAdd: { id: '1', secret: null } },
          errors: [
            {
              path: ['onAdd', 'secret'],
              data: null,
              errorType: 'Unauthorized',
              errorInfo: null,
              locations: [{ line: 1, column: 27, sourceName: null }],
              message: 'Not Authorized to access secret on type Post',
            },
          ],
        },
      }),
    ],
  },
  {
    id: 'RT-root-fragment',
    says: 'accepts a subscription with its field in a fragment',
    source: documented('https://spec.graphql.org/October2021/#sec-Single-root-field'),
    given,
    connects: inQuery(TOKEN),
    steps: [
      ...subscribes(
        's',
        'subscription { ...f ... on Subscription { onEcho } } fragment f on Subscription { onEcho }',
      ),
      { mutates: 'mutation { ...f } fragment f on Mutation { echo(text: "a") }' },
      receives(data('s', { onEcho: 'a' })),
    ],
  },
];

export const realtime: Area = {
  title: 'Subscriptions',
  behaviours: [...connections, ...frames, ...subscriptions, ...publications, ...fieldAccess],
};

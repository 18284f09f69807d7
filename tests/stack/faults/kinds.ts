import type { Socket } from 'node:net';
import { jsonHeaders, type Answer, type Call } from '../../support/databaseFront';
import type { Fault } from './faultyDatabase';

/** One way for a database to fail. */
export interface Kind {
  readonly name: string;
  readonly fault: Fault;
  /** Calls that succeed anyway: those that change nothing, or all of them. */
  readonly spares?: 'reads' | 'everything';
}

const onConnection = (act: (socket: Socket) => void): Fault => ({ at: 'connection', act });
const instead = (act: (call: Call) => unknown): Fault => ({
  at: 'request',
  act: (call) => act(call) !== false,
});
const afterwards = (act: (call: Call, answer: Answer) => void): Fault => ({ at: 'answer', act });

/** A DynamoDB exception, with its full type name. */
const refusal = (status: number, type: string, message = `${type}.`) =>
  instead(({ answer }) =>
    answer(status, JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message })),
  );

/** A response from an intermediary, such as a gateway, instead of DynamoDB. */
const page = (status: number, type: string, body: string) =>
  instead(({ outgoing }) => {
    outgoing
      .writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
      .end(body);
  });

/**
 * Rejects a write as if it conflicted with another transaction.
 * @returns whether the call is a write
 */
export function refuseForConflict({ operation, body, answer }: Call): boolean {
  if (!/Put|Update|Delete|Write/.test(operation)) return false;
  const { TransactItems } = JSON.parse(body.toString()) as { TransactItems?: unknown[] };
  const reasons = TransactItems?.map((_, i) => ({
    Code: i === 0 ? 'TransactionConflict' : 'None',
    ...(i === 0 && { Message: 'Transaction is ongoing for the item' }),
  }));
  const text = JSON.stringify({
    __type: `com.amazonaws.dynamodb.v20120810#${
      reasons ? 'TransactionCanceledException' : 'TransactionConflictException'
    }`,
    Message: 'Transaction is ongoing for the item',
    ...(reasons && { CancellationReasons: reasons }),
  });
  answer(400, text);
  return true;
}

/** Sends half of a response, then calls `then`. */
const half = (then: (socket: Socket) => void): Fault =>
  afterwards(({ socket }, { body }) => {
    socket.write(
      `HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\n` +
        `content-length: ${body.length + 1}\r\n\r\n`,
    );
    socket.write(body.subarray(0, body.length / 2), () => then(socket));
  });

/** Writes a text repeatedly until the socket closes. */
const again = (socket: Socket, ms: number, text: string) => {
  const timer = setInterval(() => socket.write(text), ms);
  socket.once('close', () => clearInterval(timer));
};

const LATE_MS = 50;

/** Before the database has done anything. */
const unheard: readonly Kind[] = [
  { name: 'refuses connections', fault: { at: 'port' } },
  { name: 'resets connections', fault: onConnection((socket) => socket.resetAndDestroy()) },
  { name: 'closes connections', fault: onConnection((socket) => socket.end()) },
  { name: 'accepts connections and reads nothing', fault: onConnection(() => undefined) },
  {
    name: 'resets after the request',
    fault: instead(({ socket }) => void socket.resetAndDestroy()),
  },
  { name: 'closes after the request', fault: instead(({ socket }) => void socket.end()) },
  { name: 'does not answer', fault: instead(() => undefined) },
];

const refused: readonly Kind[] = [
  { name: 'answers 500', fault: refusal(500, 'InternalServerError') },
  { name: 'answers 503', fault: refusal(503, 'ServiceUnavailable') },
  { name: 'throttles', fault: refusal(400, 'ThrottlingException') },
  { name: 'is over its throughput', fault: refusal(400, 'ProvisionedThroughputExceededException') },
  { name: "is over the account's limit", fault: refusal(400, 'RequestLimitExceeded') },
  { name: 'conflicts', fault: instead(refuseForConflict), spares: 'reads' },
  { name: 'has no such table', fault: refusal(400, 'ResourceNotFoundException') },
  { name: 'denies access', fault: refusal(400, 'AccessDeniedException') },
  { name: 'does not know the credentials', fault: refusal(400, 'UnrecognizedClientException') },
];

const nonsense: readonly Kind[] = [
  { name: 'answers 502 with a page', fault: page(502, 'text/html', '<h1>Bad Gateway</h1>') },
  { name: 'answers 200 with a page', fault: page(200, 'text/html', '<h1>Welcome</h1>') },
  { name: 'answers 200 with nothing', fault: page(200, 'application/x-amz-json-1.0', '') },
  { name: 'answers half of JSON', fault: page(200, 'application/x-amz-json-1.0', '{"Item":{"pk"') },
  {
    name: 'does not speak HTTP',
    fault: instead(({ socket }) => void socket.end('\u0000\u0001\u0002 hello\r\n')),
  },
  {
    name: 'begins headers that do not end',
    fault: instead(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      again(socket, 5, 'x-more: 1\r\n');
    }),
  },
];

/** After the database has carried out the request. */
const unanswered: readonly Kind[] = [
  {
    name: 'commits and answers 500',
    fault: afterwards(({ answer }) =>
      answer(500, '{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}'),
    ),
  },
  { name: 'commits and resets', fault: afterwards(({ socket }) => void socket.resetAndDestroy()) },
  { name: 'commits and closes', fault: afterwards(({ socket }) => void socket.end()) },
  { name: 'commits and does not answer', fault: afterwards(() => undefined) },
  {
    name: 'commits, and answers headers alone',
    fault: afterwards(({ outgoing }, { body }) =>
      outgoing.writeHead(200, jsonHeaders(body)).flushHeaders(),
    ),
  },
  { name: 'commits, and answers half and no more', fault: half(() => undefined) },
  {
    name: 'commits, and answers half and resets',
    fault: half((socket) => socket.resetAndDestroy()),
  },
  { name: 'commits, and answers half and closes', fault: half((socket) => socket.end()) },
  {
    name: 'commits, and answers a byte at a time',
    fault: afterwards(({ outgoing }, { body }) => {
      outgoing
        .writeHead(200, jsonHeaders(Buffer.concat([body, Buffer.alloc(1_000)])))
        .flushHeaders();
      again(outgoing.socket!, 20, ' ');
    }),
  },
  {
    name: 'commits, and answers without an end',
    fault: afterwards(({ outgoing }, { body }) => {
      outgoing.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).write(body);
      again(outgoing.socket!, 5, '1\r\n \r\n');
    }),
  },
  {
    name: 'answers late',
    spares: 'everything',
    fault: afterwards(({ answer }, { status, body }) => {
      setTimeout(() => answer(status, body), LATE_MS);
    }),
  },
];

/** Every kind except those that need its process: `frozen`, `killed`, `moved`. */
export const kinds: readonly Kind[] = [...unheard, ...refused, ...nonsense, ...unanswered];

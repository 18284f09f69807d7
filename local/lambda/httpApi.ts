import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { HttpApiHandler } from '../../functions/lib/http';
import { Unavailable } from './gateway';

/**
 * Invokes a Lambda as API Gateway does.
 *
 * @param routeKey the route that matched, `GET /auth/github`
 * @param pathParameters values in the path for the names in the route's braces
 * @see
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export async function invokeHttpApi(
  handler: HttpApiHandler,
  request: Request,
  routeKey: string,
  pathParameters?: Record<string, string>,
): Promise<Response> {
  const event = await toEvent(request, routeKey, pathParameters);
  try {
    return toResponse(await handler(event));
  } catch (error) {
    if (error instanceof Unavailable) {
      return Response.json({ message: 'Service Unavailable' }, { status: 503 });
    }
    console.error(`The function for ${routeKey} failed:`, error);
    return Response.json({ message: 'Internal Server Error' }, { status: 500 });
  }
}

/**
 * API Gateway passes these types as text. It encodes all other bodies, including those without a
 * type, in base64.
 */
const textType = /^(text\/|application\/(json|xml|javascript)\b)/i;

async function toEvent(
  request: Request,
  routeKey: string,
  pathParameters: Record<string, string> = {},
): Promise<APIGatewayProxyEventV2> {
  const url = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  const { cookie, host = url.host } = headers;
  delete headers['cookie'];
  const body = Buffer.from(await request.arrayBuffer());
  const isBase64Encoded = body.length > 0 && !textType.test(headers['content-type'] ?? '');
  const now = new Date();
  return {
    version: '2.0',
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie !== undefined && { cookies: cookie.split(/; */) }),
    headers: {
      ...headers,
      host,
      // Set by the gateway: values that a client sends under these names are dropped.
      'x-forwarded-for': SOURCE_IP,
      'x-forwarded-port': url.port || (url.protocol === 'https:' ? '443' : '80'),
      'x-forwarded-proto': url.protocol.slice(0, -1),
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(url.search.length > 1 && { queryStringParameters: joined(url.searchParams) }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: host,
      domainPrefix: host.split('.')[0] ?? host,
      http: {
        method: request.method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: SOURCE_IP,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

/** A fetch request does not contain its source address. */
const SOURCE_IP = '127.0.0.1';

function joined(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name).join(',')]));
}

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

function toResponse(result: APIGatewayProxyStructuredResultV2): Response {
  const { statusCode = 200, headers = {}, cookies = [], body = '', isBase64Encoded } = result;
  const response = new Response(isBase64Encoded ? Buffer.from(body, 'base64') : body || null, {
    status: statusCode,
  });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, String(value));
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

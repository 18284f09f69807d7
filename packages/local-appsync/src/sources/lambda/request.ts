import { requestFault } from '../fault';
import { checkVersion, RequestObject, type Member } from '../request';

export interface LambdaRequest {
  readonly operation: 'Invoke' | 'BatchInvoke';
  readonly invocationType: 'RequestResponse' | 'Event';
  /** The payload as JSON. */
  readonly event: string;
}

const operations = ['Invoke', 'BatchInvoke'] as const;
const invocationTypes = ['RequestResponse', 'Event'] as const;

/**
 * Reads the request that a request handler returned. An omitted payload is null.
 *
 * @throws SourceFault if AppSync would refuse it: its JSON schema allows no other members
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-lambda-js.html
 */
export function readLambdaRequest(value: unknown): LambdaRequest {
  const request = new RequestObject({ value, path: '$' }, [
    'version',
    'operation',
    'invocationType',
    'payload',
  ]);
  checkVersion(request);
  const operation = operations.find((name) => name === request.text('operation'));
  if (!operation) throw requestFault("Unsupported element '$[operation]'.");
  const typeName = request.optionalText('invocationType') ?? 'RequestResponse';
  const invocationType = invocationTypes.find((name) => name === typeName);
  if (!invocationType) throw requestFault("Value for field '$[invocationType]' not valid.");
  const event = request.has('payload') ? jsonOf(request.member('payload')) : 'null';
  return { operation, invocationType, event };
}

function jsonOf({ value, path }: Member): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw requestFault(`Value for field '${path}' not valid.`);
  }
}

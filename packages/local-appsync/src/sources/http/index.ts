import type { DataSource } from '../dataSource';
import { SourceFault } from '../fault';
import { realTimer, type Timer } from '../deadline';
import { readHttpRequest, type HttpCall } from './request';
import { send } from './send';

/**
 * Creates an HTTP data source. Every response that arrives has the result
 * `{ statusCode, headers, body }`, with the body as a string. Otherwise, the type of the error is
 * `Http:HttpRequestException`, `Http:ExecutionTimeoutException` after 30 seconds, or
 * `MappingTemplate` for a request that is not sent and for a response larger than 5 MB.
 *
 * @param options.endpoint scheme (`http` or `https`), host and port; the request has the path
 * @param options.timer timer that ends a call after 30 seconds. Default: `realTimer`.
 * @throws Error if the endpoint is invalid
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-http-js.html
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_HttpDataSourceConfig.html
 */
export function httpSource(options: { endpoint: string; timer?: Timer }): DataSource {
  const { timer = realTimer } = options;
  const endpoint = readEndpoint(options.endpoint);
  return {
    async invoke(request) {
      let call: HttpCall;
      try {
        call = readHttpRequest(request);
      } catch (error) {
        if (!(error instanceof SourceFault)) throw error;
        return { result: null, error: { type: error.type, message: error.message } };
      }
      return send(endpoint, call, timer);
    },
  };
}

function readEndpoint(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new Error(
      `The endpoint "${text}" must be a URL such as https://example.com, without a path.`,
    );
  }
  return url;
}

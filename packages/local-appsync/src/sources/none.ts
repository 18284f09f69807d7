import type { DataSource } from './dataSource';

/**
 * The NONE data source: what the request has as `payload` is the result.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-none-js.html
 */
export const noneSource: DataSource = {
  invoke: (request) => {
    const payload =
      typeof request === 'object' && request !== null && 'payload' in request
        ? request.payload
        : null;
    return Promise.resolve({ result: payload ?? null });
  },
};

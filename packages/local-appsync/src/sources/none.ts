import type { DataSource } from './dataSource';

/**
 * The NONE data source. Its result is the `payload` of the request.
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

import { reportResponse } from './metrics';

/**
 * Reports the time and status of each response of a function behind an HTTP API. A function that
 * throws counts as a response with status 500, which is what API Gateway makes of it.
 */
export const measured =
  <
    Event extends { readonly routeKey: string },
    Answer extends { readonly statusCode?: number | undefined },
  >(
    handler: (event: Event) => Promise<Answer>,
  ) =>
  async (event: Event): Promise<Answer> => {
    const started = performance.now();
    let statusCode = 500;
    try {
      const answer = await handler(event);
      statusCode = answer.statusCode ?? 200;
      return answer;
    } finally {
      reportResponse(event.routeKey, performance.now() - started, statusCode);
    }
  };

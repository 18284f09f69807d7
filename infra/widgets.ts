import { routesOf } from '../functions/invocations';
import { createFunction } from './functions';
import { ownApi } from './graphql';

/**
 * What widgets on other people's pages read. An API of its own, because on one that is told about CORS
 * the gateway drops what functions say about it, and says `access-control-allow-origin` only where a
 * request has an `Origin`: a cache would keep the answer without it. Here the functions say it always.
 * And who loads a badge does not use up the calls of the sign-in.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export const widgets = new sst.aws.ApiGatewayV2('Widgets', {
  accessLog: { retention: '1 month' },
  transform: {
    // Not `cors: false`: SST then sends an empty configuration, with which the gateway refuses every page.
    // https://github.com/anomalyco/sst/issues/6748
    api(args) {
      delete args.corsConfiguration;
      return undefined;
    },
    stage: {
      // For the whole stage. Behind a cache, each address is asked for once a minute.
      defaultRouteSettings: {
        throttlingRateLimit: 200,
        throttlingBurstLimit: 400,
        detailedMetricsEnabled: true,
      },
    },
  },
});

for (const { lambda, route, name } of routesOf('widgets')) {
  widgets.route(route, createFunction(lambda, { api: ownApi }).arn, { name });
}

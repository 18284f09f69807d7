import { routesOf } from '../functions/invocations';
import { signInCors } from '../functions/signInCors';
import { apiKey } from './apiKey';
import { createFunction } from './functions';
import { api, ownApi } from './graphql';
import { settings } from './stage';
import { withoutAccessLog } from './observability';

/** The sign-in, as an HTTP API. */
export const rest = new sst.aws.ApiGatewayV2('Rest', {
  cors: {
    allowOrigins: [settings.frontendUrl],
    allowMethods: [...signInCors.allowMethods],
    allowHeaders: [...signInCors.allowHeaders],
    exposeHeaders: [...signInCors.exposeHeaders],
  },
  accessLog: { retention: '1 month' },
  transform: {
    stage(args) {
      // For the whole stage and all clients: allows bursts of sign-ins and limits the cost of an
      // attack.
      args.defaultRouteSettings = {
        throttlingRateLimit: 50,
        throttlingBurstLimit: 100,
        detailedMetricsEnabled: true,
      };
      withoutAccessLog(args);
      return undefined;
    },
  },
});

const publicApi = new sst.Linkable('PublicApi', {
  properties: { url: api.url!, key: apiKey.key },
});

for (const { lambda, route, name } of routesOf('rest')) {
  rest.route(route, createFunction(lambda, { api: ownApi, publicApi }).arn, { name });
}

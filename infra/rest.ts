import { routesOf } from '../functions/invocations';
import { signInCors } from '../functions/signInCors';
import { apiKey } from './apiKey';
import { domain } from './domains';
import { createFunction } from './functions';
import { ownApi } from './graphql';
import { graphqlUrl } from './graphqlDomain';
import { createAliasTo, disablesDefaultHosts, dualStack, onHost } from './httpDomain';
import { withoutAccessLog } from './observability';
import { settings } from './stage';

/** The sign-in, as an HTTP API. */
export const rest = new sst.aws.ApiGatewayV2('Rest', {
  ...onHost(domain?.auth),
  cors: {
    allowOrigins: [settings.frontendUrl],
    allowCredentials: signInCors.allowCredentials,
    allowMethods: [...signInCors.allowMethods],
    allowHeaders: [...signInCors.allowHeaders],
    exposeHeaders: [...signInCors.exposeHeaders],
  },
  accessLog: { retention: '1 month' },
  transform: {
    api: { disableExecuteApiEndpoint: disablesDefaultHosts },
    domainName: dualStack,
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
createAliasTo('Auth', domain?.auth, rest);

const publicApi = new sst.Linkable('PublicApi', {
  properties: { url: graphqlUrl, key: apiKey.key },
});

for (const { lambda, route, name } of routesOf('rest')) {
  rest.route(route, createFunction(lambda, { api: ownApi, publicApi }).arn, { name });
}

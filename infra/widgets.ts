import { routesOf } from '../functions/invocations';
import { domain } from './domains';
import { createFunction } from './functions';
import { ownApi } from './graphql';
import { createAliasTo, disablesDefaultHosts, dualStack, onHost } from './httpDomain';
import { withoutAccessLog } from './observability';

/**
 * The endpoints for widgets on third-party pages. They have their own API, because an API Gateway
 * with CORS configuration drops the CORS headers of functions, and sends
 * `access-control-allow-origin` only to requests with an `Origin`. A cache would then store the
 * response without the header. Here, the functions always send it. In addition, badges cannot use
 * up the rate limit of the sign-in.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export const widgets = new sst.aws.ApiGatewayV2('Widgets', {
  ...onHost(domain?.widgets),
  accessLog: { retention: '1 month' },
  transform: {
    // Not `cors: false`, for which SST sends an empty configuration, and the gateway then refuses
    // every page. https://github.com/anomalyco/sst/issues/6748
    api(args) {
      delete args.corsConfiguration;
      args.disableExecuteApiEndpoint = disablesDefaultHosts;
      return undefined;
    },
    domainName: dualStack,
    stage(args) {
      // For the whole stage. Behind the CDN, each address is requested about once a minute from
      // each of its regions.
      args.defaultRouteSettings = {
        throttlingRateLimit: 200,
        throttlingBurstLimit: 400,
        detailedMetricsEnabled: true,
      };
      withoutAccessLog(args);
      return undefined;
    },
  },
});
createAliasTo('Widgets', domain?.widgets, widgets);

/** They respond only to the CDN. */
export const widgetFunctions = routesOf('widgets').map(({ lambda, route, name }) => {
  const created = createFunction(lambda, { api: ownApi });
  widgets.route(route, created.arn, { name });
  return created.nodes.function;
});

/** The host of the API, which is the origin of the CDN. */
export const widgetsHost = widgets.url.apply((url) => new URL(url).host);

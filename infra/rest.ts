import { signInCors } from '../functions/signInCors';
import { functions } from './functions';
import { frontendUrl } from './stage';

/** The sign-in, over plain HTTP. */
export const rest = new sst.aws.ApiGatewayV2('Rest', {
  cors: {
    allowOrigins: [frontendUrl],
    allowMethods: [...signInCors.allowMethods],
    allowHeaders: [...signInCors.allowHeaders],
    exposeHeaders: [...signInCors.exposeHeaders],
  },
  accessLog: { retention: '1 month' },
  transform: {
    stage: {
      // For the whole stage, whoever asks: many sign-ins at once, and a limit to what an attack costs.
      defaultRouteSettings: {
        throttlingRateLimit: 50,
        throttlingBurstLimit: 100,
        detailedMetricsEnabled: true,
      },
    },
  },
});

rest.route('GET /auth/github', functions.start.arn, { name: 'start' });
rest.route('GET /auth/github/callback', functions.callback.arn, { name: 'callback' });
rest.route('POST /auth/token', functions.token.arn, { name: 'token' });

import { API_KEY } from '../../local/config';
import { givenStack } from '../support/stack';

/** A running API, deployed or local. */
export interface Target {
  /** The GraphQL URL. */
  readonly graphql: string;
  /** The WebSocket URL for subscriptions. */
  readonly realtime: string;
  /** The base URL of the sign-in, without a trailing slash. */
  readonly auth: string;
  /** The base URL of the widgets, without a trailing slash. */
  readonly widgets: string;
  readonly apiKey: string;
  /** The origin that CORS allows for the sign-in. */
  readonly frontend: string;
}

const LOCAL_FRONTEND = 'http://localhost:4321';

/** The API that `TARGET` and its companions name. Default: a new local stack. */
export async function givenTarget(env: NodeJS.ProcessEnv): Promise<Target> {
  const { TARGET, TARGET_REALTIME, TARGET_AUTH, TARGET_WIDGETS, TARGET_FRONTEND } = env;
  if (!TARGET) {
    const { url } = await givenStack({ frontendUrl: LOCAL_FRONTEND });
    return {
      graphql: `${url}/graphql`,
      realtime: `${url.replace('http', 'ws')}/graphql/realtime`,
      auth: url,
      widgets: url,
      apiKey: API_KEY,
      frontend: LOCAL_FRONTEND,
    };
  }
  const { API_KEY: apiKey } = env;
  if (!TARGET_REALTIME || !TARGET_AUTH || !TARGET_WIDGETS || !TARGET_FRONTEND || !apiKey) {
    throw new Error(
      'TARGET needs TARGET_REALTIME, TARGET_AUTH, TARGET_WIDGETS, TARGET_FRONTEND and API_KEY with it.',
    );
  }
  return {
    graphql: TARGET,
    realtime: TARGET_REALTIME,
    auth: TARGET_AUTH.replace(/\/$/, ''),
    widgets: TARGET_WIDGETS.replace(/\/$/, ''),
    apiKey,
    frontend: TARGET_FRONTEND,
  };
}

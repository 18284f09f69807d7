import { API_KEY } from '../../local/config';
import { givenStack } from '../support/stack';

/** A running API, deployed or local. */
export interface Target {
  /** The GraphQL URL. */
  readonly graphql: string;
  /** The URL of the sign-in, without a slash at its end. */
  readonly auth: string;
  /** The URL of what widgets read, likewise. */
  readonly widgets: string;
  readonly apiKey: string;
  /** The origin that may read the sign-in. */
  readonly frontend: string;
}

const LOCAL_FRONTEND = 'http://localhost:4321';

/** What `TARGET` and its companions name; a local stack of this file's own without them. */
export async function givenTarget(env: NodeJS.ProcessEnv): Promise<Target> {
  const { TARGET, TARGET_AUTH, TARGET_WIDGETS, TARGET_FRONTEND, API_KEY: apiKey } = env;
  if (!TARGET) {
    const { url } = await givenStack({ frontendUrl: LOCAL_FRONTEND });
    return {
      graphql: `${url}/graphql`,
      auth: url,
      widgets: url,
      apiKey: API_KEY,
      frontend: LOCAL_FRONTEND,
    };
  }
  if (!TARGET_AUTH || !TARGET_WIDGETS || !TARGET_FRONTEND || !apiKey) {
    throw new Error(
      'TARGET needs TARGET_AUTH, TARGET_WIDGETS, TARGET_FRONTEND and API_KEY with it.',
    );
  }
  return {
    graphql: TARGET,
    auth: TARGET_AUTH.replace(/\/$/, ''),
    widgets: TARGET_WIDGETS.replace(/\/$/, ''),
    apiKey,
    frontend: TARGET_FRONTEND,
  };
}

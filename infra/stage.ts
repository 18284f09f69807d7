import { randomBytes } from 'node:crypto';
import { frontendOf } from './frontends';
import { checkStageName } from './stageNames';

// Here and not in `app()` of `sst.config.ts`, of whose errors SST shows nothing.
checkStageName($app.stage);

/** Kept for ever: `sst remove` refuses it, and its tables outlive even their removal from the code. */
export const isProduction = $app.stage === 'prod';

/** The one origin that may read the REST API, and where every sign-in ends. */
export const frontendUrl = frontendOf($app.stage);

/**
 * The name that Pulumi knows a resource by. Pulumi makes its name in AWS from it, with random digits at
 * the end: a deploy that was killed can be repeated, where a fixed name would exist already.
 *
 * Every name begins with app and stage. CI may deploy what does, and nothing else.
 */
export const stageName = (name: string): string => `${$app.name}-${$app.stage}-${name}`;

/**
 * Names what an SST component creates, as a `transform`. SST's own name would be like this one, but
 * loses letters of the app and the stage when it is longer than AWS allows.
 */
export function nameWhole(
  name: string,
  args: { name?: $util.Input<string> | undefined },
  options: $util.CustomResourceOptions,
): undefined {
  args.name = `${stageName(name)}-${randomBytes(4).toString('hex')}`;
  // Drawn once, when the resource is created.
  options.ignoreChanges = [...(options.ignoreChanges ?? []), 'name'];
}

/** Days after which logs are deleted. */
export const LOG_RETENTION_DAYS = 30;

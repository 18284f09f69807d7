import { randomBytes } from 'node:crypto';
import { readSettings } from './settings';
import { checkStageName } from './stageNames';

// Here and not in `app()` of `sst.config.ts`, whose errors SST does not show.
checkStageName($app.stage);

/** The settings of the stage. */
export const settings = readSettings(process.env, $app.stage);

/**
 * Retained: `sst remove` refuses to remove it, and its tables survive even their removal from the
 * code.
 */
export const isProduction = $app.stage === 'prod';

/** Whether operators watch the stage: it then has alarms and a dashboard, which cost money. */
export const isWatched = isProduction || settings.alarmEmails.length > 0;

/**
 * The name of a resource in Pulumi. Pulumi derives the name on AWS by appending random digits, so
 * that a deploy that was killed can be repeated. A fixed name would already exist.
 *
 * Every name starts with app and stage. CI may deploy resources with that prefix and no others.
 */
export const stageName = (name: string): string => `${$app.name}-${$app.stage}-${name}`;

/**
 * A `transform` that names the resources of an SST component. SST's own name would be similar, but
 * drops letters of the app and the stage if it exceeds AWS's limit.
 */
export function nameWhole(
  name: string,
  args: { name?: $util.Input<string> | undefined },
  options: $util.CustomResourceOptions,
): undefined {
  args.name = `${stageName(name)}-${randomBytes(4).toString('hex')}`;
  // Chosen once, when the resource is created.
  options.ignoreChanges = [...(options.ignoreChanges ?? []), 'name'];
}

/** Number of days after which logs are deleted. */
export const LOG_RETENTION_DAYS = 30;

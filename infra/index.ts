// Anything that cannot be deployed is refused before the deploy changes anything.
import './stage';
import './secrets';
import './schema';
import './bundles';
import './dev';
import { alarms, subscriberWarning } from './alarms';
import { apiKey } from './apiKey';
import './backup';
import './budget';
import { bundleBucket } from './bundleBucket';
import { siteUrl, widgetsUrl } from './cdn';
import { tables } from './database';
import { missingRecords } from './domains';
import { graphqlUrl, realtimeUrl } from './graphqlDomain';
import './resolvers';
import { rest } from './rest';
import { settings } from './stage';
import { deadLetters } from './streams';
import './watch';
import './web';

/** The outputs that a deploy prints and writes to `.sst/outputs.json`. */
export const outputs = {
  api: graphqlUrl,
  realtime: realtimeUrl,
  auth: rest.url,
  site: siteUrl,
  widgets: widgetsUrl,
  frontend: settings.frontendUrl,
  apiKey: $util.secret(apiKey.key),
  alarms: alarms.arn,
  deadLetters: deadLetters.url,
  bundles: bundleBucket.bucket,
  ...(Object.keys(missingRecords).length > 0 && { missingRecords }),
  ...subscriberWarning,
  ...Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [`table${name}`, table.name]),
  ),
};

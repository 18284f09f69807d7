// Anything that cannot be deployed is refused before the deploy changes anything.
import './stage';
import './secrets';
import './schema';
import './bundles';
import './dev';
import { alarms } from './alarms';
import { apiKey } from './apiKey';
import './backup';
import { bundleBucket } from './bundleBucket';
import { tables } from './database';
import { api } from './graphql';
import './resolvers';
import { rest } from './rest';
import { deadLettersUrl } from './streams';
import { widgets } from './widgets';

/** The outputs that a deploy prints and writes to `.sst/outputs.json`. */
export const outputs = {
  api: api.url,
  realtime: api.nodes.api.uris['REALTIME'],
  auth: rest.url,
  widgets: widgets.url,
  apiKey: $util.secret(apiKey.key),
  alarms: alarms.arn,
  deadLetters: deadLettersUrl,
  bundles: bundleBucket.name,
  ...Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [`table${name}`, table.name]),
  ),
};

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readArguments } from '../../commandLine/readArguments';
import { readPort } from '../config';
import { limitWhole, silenceLimits } from './client';
import { LocalError } from '../error';
import { clientSettings } from '../resources';
import { findTarget } from '../runningStack';
import { serveAdmin } from './admin';

// Suppresses the SDK's warning about a Node.js version that is supported here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

// `pnpm db:admin`: an admin page for the data of the running stack, until Ctrl-C.
readArguments({ usage: 'Usage: [DYNAMODB_ADMIN_PORT=8001] pnpm db:admin' });
try {
  const { dynamoEndpoint } = await findTarget(process.env);
  const client = limitWhole(
    new DynamoDBClient({
      ...clientSettings(dynamoEndpoint),
      requestHandler: silenceLimits(),
    }),
  );
  const { url } = await serveAdmin(client, {
    port: readPort(process.env, 'DYNAMODB_ADMIN_PORT'),
  });
  console.log(`
  Data of    ${dynamoEndpoint}
  Admin UI   ${url.replace('127.0.0.1', 'localhost')}

  Press Ctrl-C to stop.`);
} catch (error) {
  if (!(error instanceof LocalError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

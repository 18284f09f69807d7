import { readArguments } from '../../commandLine/readArguments';
import { DATA_FOLDER, readPort } from '../config';
import { LocalError } from '../error';
import { findRunning, startInBackground } from './background';

// `pnpm db:local`: DynamoDB and an admin UI in the background, until `pnpm db:local:stop`.
readArguments({ usage: 'Usage: [DYNAMODB_PORT=8000] [DYNAMODB_ADMIN_PORT=8001] pnpm db:local' });
try {
  const port = readPort(process.env, 'DYNAMODB_PORT');
  const adminPort = readPort(process.env, 'DYNAMODB_ADMIN_PORT');
  const found = await findRunning(DATA_FOLDER);
  const { endpoint, adminUrl } =
    found ?? (await startInBackground({ port, adminPort, folder: DATA_FOLDER }));
  console.log(`${found ? 'Already running.' : 'Started in the background.'}

  DynamoDB   ${shown(endpoint)}
  Admin UI   ${shown(adminUrl)}
  Use it     DYNAMODB_ENDPOINT=${shown(endpoint)} pnpm start
  Stop it    pnpm db:local:stop`);
} catch (error) {
  if (!(error instanceof LocalError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function shown(url: string): string {
  return url.replace('127.0.0.1', 'localhost');
}

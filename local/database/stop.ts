import { readArguments } from '../../commandLine/readArguments';
import { DATA_FOLDER } from '../config';
import { LocalError } from '../error';
import { stopInBackground } from './background';

// `pnpm db:local:stop`
readArguments({ usage: 'Usage: pnpm db:local:stop' });
try {
  const stopped = await stopInBackground(DATA_FOLDER);
  console.log(
    stopped
      ? `Stopped. The data remains in ${DATA_FOLDER}/.`
      : 'Nothing to stop: no database is running.',
  );
} catch (error) {
  if (!(error instanceof LocalError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

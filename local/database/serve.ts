import { LocalError } from '../error';
import { dataIn, writeNote, type Report, type Settings } from './background';

// Suppresses the SDK's warning about a Node.js version that this stack supports.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

// The process behind `pnpm db:local`. `startInBackground` starts it and waits for its message.
const tell = (report: Report) => process.send!(report, () => process.disconnect());

process.once('message', async ({ folder, ...ports }: Settings) => {
  try {
    const { startDatabase } = await import('./database');
    const database = await startDatabase({ ...ports, dbPath: dataIn(folder) });
    process.once('SIGTERM', () => void database.stop().then(() => process.exit(0)));
    const { endpoint, adminUrl, instance } = database;
    const ready = { pid: process.pid, endpoint, adminUrl, instance };
    await writeNote(folder, ready);
    tell({ ready });
  } catch (error) {
    if (!(error instanceof LocalError)) throw error;
    tell({ failure: error.message });
  }
});

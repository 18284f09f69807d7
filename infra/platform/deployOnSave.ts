import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** A single save can trigger several events. */
const SETTLED_AFTER_MS = 200;

/** Makes the running `sst dev` deploy again, as `sst secret set` does. */
async function deploy(server: string): Promise<void> {
  const { ok, status } = await fetch(`${server}/api/deploy`, { method: 'POST' });
  if (!ok) throw new Error(`sst dev returned ${status}.`);
  console.log('Saved: deploying.');
}

/** `deployOnSave.ts <file>`, as a command of `sst dev` */
const [file] = process.argv.slice(2);
const server = process.env['SST_SERVER'];
if (file === undefined || server === undefined) {
  console.error('Run this command in sst dev, with a file name.');
  process.exitCode = 1;
} else {
  let settled: ReturnType<typeof setTimeout> | undefined;
  // Watches the folder, because editors replace the file with a new one.
  watch(dirname(file), (_, name) => {
    if (name !== basename(file)) return;
    clearTimeout(settled);
    settled = setTimeout(() => {
      deploy(server).catch((error: unknown) => console.error('The deploy failed.', error));
    }, SETTLED_AFTER_MS);
  });
  console.log(`Deploys when ${file} is saved.`);
}

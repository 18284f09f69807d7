import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** One save can be several events. */
const SETTLED_AFTER_MS = 200;

/** Has the `sst dev` that runs this deploy again, as `sst secret set` has it. */
async function deploy(server: string): Promise<void> {
  const { ok, status } = await fetch(`${server}/api/deploy`, { method: 'POST' });
  if (!ok) throw new Error(`sst dev answered ${status}.`);
  console.log('Saved: deploying.');
}

/** `deployOnSave.ts <file>`, as a command of `sst dev` */
const [file] = process.argv.slice(2);
const server = process.env['SST_SERVER'];
if (file === undefined || server === undefined) {
  console.error('Run this with sst dev, and name a file.');
  process.exitCode = 1;
} else {
  let settled: ReturnType<typeof setTimeout> | undefined;
  // The folder: editors put a new file in the old one's place.
  watch(dirname(file), (_, name) => {
    if (name !== basename(file)) return;
    clearTimeout(settled);
    settled = setTimeout(() => {
      deploy(server).catch((error: unknown) => console.error('Not deployed.', error));
    }, SETTLED_AFTER_MS);
  });
  console.log(`Deploys when ${file} is saved.`);
}

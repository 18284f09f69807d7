import { readArguments } from '../commandLine/readArguments';
import { readPort } from './config';
import { LocalError } from './error';
import { signIn } from './signIn';

/** `pnpm session <login>`: prints only a session token for the stack on PORT, on one line. */
async function main(): Promise<void> {
  const { positionals } = readArguments({ usage: 'Usage: pnpm session <login>', positionals: 1 });
  const { token } = await signIn(`http://localhost:${readPort(process.env)}`, positionals[0]!);
  console.log(token);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof LocalError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

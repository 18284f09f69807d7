import { readPort } from './config';
import { LocalError } from './error';
import { signIn } from './signIn';

/** `pnpm session <login>`: prints a session token of the stack that runs on PORT, alone on its line. */
async function main([login, ...others]: string[]): Promise<void> {
  if (login === undefined || others.length > 0) throw new LocalError('Usage: pnpm session <login>');
  const { token } = await signIn(`http://localhost:${readPort(process.env)}`, login);
  console.log(token);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof LocalError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

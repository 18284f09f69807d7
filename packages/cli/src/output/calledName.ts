import { dirname } from 'node:path';
import { quoted } from './quoted';

/** What to type to run this program, as far as npm and pnpm say how it was called. */
export function calledName(env: NodeJS.ProcessEnv): string {
  // pnpm runs the script of the repository, and may itself be run by npx. The learner's next command
  // is typed in the folder of a lab.
  const { npm_lifecycle_event: script, npm_package_json: manifest } = env;
  if (script === 'akasha-labs') {
    return manifest
      ? `npx pnpm -C ${quoted(dirname(manifest))} akasha-labs`
      : 'npx pnpm akasha-labs';
  }
  return env['npm_command'] === 'exec' ? 'npx akasha-labs' : 'akasha-labs';
}

/** A command line of this program in a text, unless it already says how to run it. */
const COMMAND_LINE =
  /(?<!\bnpx |\bpnpm |[\w@/.-])akasha-labs(?= (?:check|completion|help|list|login|logout|open|progress|rank|show|start|submit|whoami|--help)\b)/g;

/** Commands in the form in which the learner has typed this one, so that they can be pasted. */
export const asCalled = (text: string, env: NodeJS.ProcessEnv): string =>
  text.replaceAll(COMMAND_LINE, calledName(env));

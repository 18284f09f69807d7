import { connect } from '../api/connection';
import { LabVersion } from '../api/operations';
import { chooseServer, type ServerChoice } from '../api/serverUrl';
import type { LabsCommand } from '../command';
import { note, type Context } from '../context';
import { findLab, type LabFolder } from '../lab/labFolder';
import { newVersionAdvice } from '../lab/newVersion';
import { verify } from '../lab/verify';

/** A check works offline, and does not wait long for the server. */
const ASK_MS = 2_000;

/** Runs the lab's `verify.sh`. */
export const check: LabsCommand = {
  syntax: 'check [dir]',
  summary: 'check your work, and say what is still wrong',
  examples: [
    ['akasha-labs check', 'check the lab of the current folder'],
    ['akasha-labs check recover-a-lost-commit', 'check the lab in that folder'],
  ],
  async run({ context, url, args, json, paint }) {
    const lab = await findLab(context, args[0]);
    const choice = chooseServer(context, url, lab.url);
    const latest = latestVersion(context, lab, choice);
    try {
      const verificationHash = await verify(context, lab, { isShown: !json });
      return {
        data: { exerciseId: lab.exerciseId, version: lab.version, verificationHash },
        text: `${paint('green', 'Correct.')} Submit it: akasha-labs submit`,
      };
    } finally {
      if (((await latest) ?? 0) > lab.version) note(context, newVersionAdvice(lab));
    }
  },
};

/** Undefined if the server cannot be asked now. */
async function latestVersion(
  context: Context,
  lab: LabFolder,
  choice: ServerChoice,
): Promise<number | undefined> {
  try {
    // What is public needs no token.
    const env = { ...context.env, AKASHA_TOKEN: undefined };
    const { read } = await connect({ ...context, env }, choice, 'optional', { wholeMs: ASK_MS });
    return (await read(LabVersion, { id: lab.exerciseId })).exercise?.version;
  } catch {
    return undefined;
  }
}

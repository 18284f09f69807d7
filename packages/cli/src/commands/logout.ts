import { connect } from '../api/connection';
import { Logout } from '../api/operations';
import { chooseServer, type ServerChoice } from '../api/serverUrl';
import type { LabsCommand } from '../command';
import { note, type Context } from '../context';
import { Failure } from '../failure';
import { findToken } from '../session/token';
import { deleteTokenFile } from '../session/tokenFile';

/** Ends the session on the server, then deletes the token. */
export const logout: LabsCommand = {
  syntax: 'logout',
  summary: 'end your session and delete its token',
  examples: [['akasha-labs logout', 'sign out on this machine']],
  async run({ context, url }) {
    const choice = chooseServer(context, url);
    const token = await findToken(context, choice, 'optional');
    if (token) await end(context, choice);
    const isFile = token?.source !== 'AKASHA_TOKEN';
    if (isFile) await deleteTokenFile(context, choice.url);
    else note(context, 'AKASHA_TOKEN is still set. Its session has ended.');
    return {
      data: { signedOut: token !== undefined, server: choice.url },
      text: token ? `Signed out of ${choice.url}.` : `You were not signed in to ${choice.url}.`,
    };
  },
};

/** A session that has already ended needs no more. */
async function end(context: Context, choice: ServerChoice): Promise<void> {
  const connection = await connect(context, choice, 'required');
  try {
    await connection.asViewer(Logout);
  } catch (error) {
    if (!(error instanceof Failure) || error.type !== 'SignedOut') throw error;
  }
}

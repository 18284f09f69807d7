import { connect, type Connection } from '../api/connection';
import { LabVersion, Viewer } from '../api/operations';
import type { ServerChoice } from '../api/serverUrl';
import type { Context } from '../context';
import type { LabFolder } from './labFolder';
import { newVersionAdvice } from './newVersion';
import { readProgress, Standing } from './status';

/** A folder can be used offline, so a command does not wait long for the server. */
const ASK_MS = 2_000;

/** What the server knows about a lab that the learner has here. Undefined if it is as expected. */
type News = (connection: Connection, lab: LabFolder) => Promise<string | undefined>;

/** All news that the server can tell now. */
export async function newsOf(
  context: Context,
  lab: LabFolder,
  choice: ServerChoice,
  ...kinds: News[]
): Promise<string[]> {
  // The address in a folder must not receive it.
  const { AKASHA_TOKEN: _token, ...withoutToken } = context.env;
  const env = choice.hasEnvironmentToken ? context.env : withoutToken;
  try {
    const options = { wholeMs: ASK_MS };
    const connection = await connect({ ...context, env }, choice, 'optional', options);
    const news = await Promise.all(kinds.map((newsOf) => known(newsOf(connection, lab))));
    return news.filter((text) => text !== undefined);
  } catch {
    return [];
  }
}

/** Whether the lab has a new version. */
export const versionNews: News = async (connection, lab) => {
  const { exercise } = await connection.read(LabVersion, { id: lab.exerciseId });
  if (!exercise || exercise.version <= lab.version) return undefined;
  const standing = connection.token && (await known(readProgress(connection)));
  return newVersionAdvice(lab, standing && new Standing(standing).hasCompleted(lab.exerciseId));
};

/** Whether another account has started the lab. */
export const accountNews: News = async (connection, { account, exerciseId }) => {
  if (!connection.token) return undefined;
  const { viewer } = await connection.asViewer(Viewer);
  if (viewer.id === account.id) return undefined;
  return `${account.username} has started this lab here, but you are signed in as ${viewer.username}. Start it in a new folder to submit it: akasha-labs start ${exerciseId} ${exerciseId}-new`;
};

const known = <T>(answer: Promise<T>): Promise<T | undefined> => answer.catch(() => undefined);

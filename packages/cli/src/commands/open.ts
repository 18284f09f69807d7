import { connect, type Connection } from '../api/connection';
import { LabVersion } from '../api/operations';
import { NoResponse, request, UnsafeRedirect } from '../api/request';
import { chooseServer } from '../api/serverUrl';
import { labIdIn, noSuchLab, type LabsCommand } from '../command';
import { note, type Context } from '../context';
import { Failure } from '../failure';
import { labAround } from '../lab/labFolder';

/** The page of a lab need not be loaded, only be there. */
const ASK_MS = 5_000;

/** Opens a lab, or the site. */
export const open: LabsCommand = {
  syntax: 'open [id]',
  summary: 'open a lab on the site',
  examples: [
    ['akasha-labs open recover-a-lost-commit', 'open that lab'],
    ['akasha-labs open', 'open the lab of the current folder, or the site'],
  ],
  async run({ context, url, args, json }) {
    const around = args[0] === undefined ? await labAround(context.cwd) : undefined;
    const id = args[0] === undefined ? around?.exerciseId : labIdIn(args[0]);
    const choice = chooseServer(context, url, around?.url);
    // Nothing here is private.
    const { AKASHA_TOKEN: _token, ...env } = context.env;
    const connection = await connect({ ...context, env }, choice, 'optional');
    const { site, url: server } = connection.server;
    if (!site) throw new Failure('Unavailable', `${server} has no site.`);
    const address = id === undefined ? site : await pageOf(context, connection, site, id);
    const opened = !json && context.openInBrowser(address);
    if (!opened && !json) note(context, 'Open this address in a browser:');
    return { data: { url: address }, text: address };
  },
};

/** The address of a lab, or of the site if it has no page for it. */
async function pageOf(
  context: Context,
  connection: Connection,
  site: string,
  id: string,
): Promise<string> {
  const { exercise } = await connection.read(LabVersion, { id });
  if (!exercise) return noSuchLab(id);
  const page = `${site}/exercises/${id}`;
  if (await isThere(context, page)) return page;
  note(context, `${site} has no page for this lab. Read it here: akasha-labs show ${id}`);
  return site;
}

async function isThere(context: Context, page: string): Promise<boolean> {
  try {
    const { status } = await request(context, page, {
      method: 'HEAD',
      // The length of the page, of which nothing is sent.
      maxBytes: Number.MAX_SAFE_INTEGER,
      wholeMs: ASK_MS,
      follow: true,
    });
    return status >= 200 && status < 300;
  } catch (error) {
    if (error instanceof NoResponse || error instanceof UnsafeRedirect) return false;
    throw error;
  }
}

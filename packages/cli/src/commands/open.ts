import { discover } from '../api/discovery';
import { chooseServer } from '../api/serverUrl';
import { labIdIn, type LabsCommand } from '../command';
import { note } from '../context';
import { Failure } from '../failure';
import { labAround } from '../lab/labFolder';

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
    const { site, url: server } = await discover(
      context,
      chooseServer(context, url, around?.url).url,
    );
    if (!site) throw new Failure('Unavailable', `${server} has no site.`);
    const address = id === undefined ? site : `${site}/exercises/${id}`;
    const opened = !json && context.openInBrowser(address);
    if (!opened && !json) note(context, 'Open this address in a browser:');
    return { data: { url: address }, text: address };
  },
};

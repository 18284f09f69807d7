import { discover } from '../api/discovery';
import { Viewer } from '../api/operations';
import { send } from '../api/send';
import { chooseServer } from '../api/serverUrl';
import type { LabsCommand } from '../command';
import { note } from '../context';
import { signIn } from '../session/signIn';
import { writeTokenFile } from '../session/tokenFile';

/** Signs in with the browser and stores the token. */
export const login: LabsCommand = {
  syntax: 'login',
  summary: 'sign in with the browser',
  examples: [
    ['akasha-labs login', 'open the browser to sign in'],
    ['akasha-labs login --no-browser', 'only print the address to open'],
  ],
  configure: (command) => command.option('--no-browser', 'only print the address to open'),
  async run({ context, options, url, paint }) {
    const choice = chooseServer(context, url);
    const server = await discover(context, choice.url);
    const session = await signIn(context, server, { opens: options['browser'] !== false });
    await writeTokenFile(context, choice.url, session);
    if (context.env['AKASHA_TOKEN']) {
      note(context, 'AKASHA_TOKEN is set. Commands use it instead of this session.');
    }
    const { viewer } = await send(context, Viewer, {
      address: server.graphql,
      credential: { token: session.token },
      variables: {},
    });
    return {
      data: { username: viewer.username, server: choice.url, expiresAt: session.expiresAt },
      text: `Signed in to ${choice.url} as ${paint('bold', viewer.username)}.`,
    };
  },
};

import { connect } from '../api/connection';
import { Viewer } from '../api/operations';
import { chooseServer } from '../api/serverUrl';
import type { LabsCommand } from '../command';
import { count } from '../output/table';

/** Says who is signed in. */
export const whoami: LabsCommand = {
  syntax: 'whoami',
  summary: 'print who is signed in',
  examples: [['akasha-labs whoami', 'print your username, points and server']],
  async run({ context, url, paint }) {
    const { asViewer, server, token } = await connect(
      context,
      chooseServer(context, url),
      'required',
    );
    const { viewer } = await asViewer(Viewer);
    const { username, points, completedCount } = viewer;
    const done = `${count(points ?? 0, 'point')}, ${count(completedCount ?? 0, 'completed lab')}`;
    const expiresAt = token?.expiresAt ?? null;
    const until = expiresAt ? `, until ${expiresAt.slice(0, 10)}` : ', with AKASHA_TOKEN';
    return {
      data: { ...viewer, server: server.url, tokenFrom: token?.source, expiresAt },
      text: `${paint('bold', username)}: ${done}\nSigned in to ${server.url}${until}`,
    };
  },
};

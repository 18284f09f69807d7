import { findToken, type Token } from '../session/token';
import { notSignedIn } from '../session/signedOut';
import type { Context } from '../context';
import { discover, type Server } from './discovery';
import type { Operation } from './operations';
import { send } from './send';
import type { ServerChoice } from './serverUrl';

type Variables = Readonly<Record<string, unknown>>;

export interface ConnectionOptions {
  /** Ends each request earlier than the usual limit. */
  readonly wholeMs?: number;
}

/** A server, and the learner's session there if there is one. */
export interface Connection {
  readonly server: Server;
  readonly token: Token | undefined;
  /** Reads public data. */
  read<Data>(operation: Operation<Data>, variables?: Variables): Promise<Data>;
  /**
   * Sends an operation on the learner's behalf.
   * @throws Failure `SignedOut` if there is no session
   */
  asViewer<Data>(operation: Operation<Data>, variables?: Variables): Promise<Data>;
}

/**
 * Connects to a server.
 *
 * @param session `required` fails without a session before anything is sent, `optional` ignores one
 * that has expired
 */
export async function connect(
  context: Context,
  choice: ServerChoice,
  session: 'required' | 'optional',
  options: ConnectionOptions = {},
): Promise<Connection> {
  const token = await findToken(context, choice, session);
  const server = await discover(context, choice.url, options);
  const sending = { address: server.graphql, ...options };
  return {
    server,
    token,
    read: (operation, variables = {}) =>
      send(context, operation, { ...sending, credential: { apiKey: server.apiKey }, variables }),
    async asViewer(operation, variables = {}) {
      if (!token) throw notSignedIn();
      return send(context, operation, { ...sending, credential: { token: token.text }, variables });
    },
  };
}

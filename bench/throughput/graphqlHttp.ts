/** graphql-http on node:http: the same schema, and a resolver that does the same. */
import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/http';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientAt, getNote, schema } from './notes';
import { serveQuestions } from './server';

const client = clientAt(process.argv[2]!);

const rootValue = {
  async note({ id }: { id: string }) {
    const { Item } = await getNote(client, id);
    return (
      Item && {
        id: Item['id']?.S,
        title: Item['title']?.S,
        body: Item['body']?.S,
        stars: Number(Item['stars']?.N),
      }
    );
  },
};

const server = createServer(createHandler({ schema: buildSchema(schema), rootValue }));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
serveQuestions({
  url: `http://localhost:${(server.address() as AddressInfo).port}/graphql`,
  headers: {},
});

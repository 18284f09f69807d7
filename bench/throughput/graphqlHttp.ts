/** graphql-http on node:http: the same field, and a resolver that reads the same item. */
import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/http';
import { exerciseReader, schema } from './exercise';
import { listen } from './listen';

const read = exerciseReader(process.argv[2]!);
const rootValue = { exercise: ({ id }: { id: string }) => read(id) };
await listen(createHandler({ schema: buildSchema(schema), rootValue }));

/**
 * graphql-yoga on node:http: the same field, and a resolver that reads the same item. Written in
 * JavaScript, because the package's types would add the browser's types to every file.
 */
import { createSchema, createYoga } from 'graphql-yoga';
import { exerciseReader, schema } from './exercise';
import { listen } from './listen';

const read = exerciseReader(process.argv[2]);
const resolvers = { Query: { exercise: (_, { id }) => read(id) } };
await listen(createYoga({ schema: createSchema({ typeDefs: schema, resolvers }), logging: false }));

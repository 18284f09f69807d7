import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkWiring } from './checkWiring';
import { deployableSchema } from './deployableSchema';

const sdl = readFileSync(join($cli.paths.root, 'schema.graphql'), 'utf8');
checkWiring(sdl);

/** The schema in the syntax that AppSync accepts. Every field that needs a resolver has one. */
export const schema = deployableSchema(sdl);

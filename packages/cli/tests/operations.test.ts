import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import * as operations from '../src/api/operations';
import { schema } from './schema';

const isOperation = (value: unknown): value is operations.Operation<unknown> =>
  typeof value === 'object' && value !== null && 'document' in value;

const all = Object.values(operations).filter(isOperation);

it.each(all.map((each) => [each.name, each] as const))('%s is valid', (name, { document }) => {
  const parsed = parse(document);
  expect(validate(schema, parsed)).toEqual([]);
  expect(parsed.definitions).toMatchObject([{ name: { value: name } }]);
});

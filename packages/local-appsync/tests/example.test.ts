import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createNotes } from '../examples/notes/api';
import { checkTypes } from '../src/typeCheck';
import { givenNotesTable } from './givenNotesTable';

const { client } = await givenNotesTable();
const api = createNotes(client, 'Notes');

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const { status, body } = await api.handle({
    method: 'POST',
    headers: { authorization: 'ada' },
    body: JSON.stringify({ query, variables }),
  });
  expect(status).toBe(200);
  return JSON.parse(String(body)) as { data: Record<string, never>; errors?: unknown };
}

it('another project runs on the local AppSync', async () => {
  const written = await ask('mutation { writeNote(text: "hello") { id author shout } }');
  expect(written).toEqual({
    data: { writeNote: { id: expect.any(String), author: 'ada', shout: 'HELLO!' } },
  });
  await ask('mutation { writeNote(text: "again") { id } }');

  const { id } = written.data['writeNote']!;
  const one = await ask('query ($id: ID!) { note(id: $id) { text writtenAt } }', { id });
  expect(one.data).toEqual({
    note: { text: 'hello', writtenAt: expect.stringMatching(/^\d{4}-.*Z$/) },
  });

  const texts: string[] = [];
  let nextToken: string | null = null;
  do {
    const page = (await ask(
      'query ($t: String) { notes(limit: 1, nextToken: $t) { items { text } nextToken } }',
      { t: nextToken },
    )) as unknown as {
      data: { notes: { items: { text: string }[]; nextToken: string | null } };
    };
    texts.push(...page.data.notes.items.map(({ text }) => text));
    nextToken = page.data.notes.nextToken;
  } while (nextToken !== null);
  expect(texts.sort()).toEqual(['again', 'hello']);
});

it('its code passes the type check', () => {
  const folder = new URL('../examples/notes/resolvers/', import.meta.url);
  const files = readdirSync(folder);
  expect(files).toHaveLength(4);
  const codes = files.map((file) => [file, readFileSync(new URL(file, folder), 'utf8')] as const);
  expect(checkTypes(Object.fromEntries(codes))).toEqual([]);
});

it('and is refused what AWS would refuse', async () => {
  const unsigned = await api.handle({ method: 'POST', headers: {}, body: '{"query":"{ a }"}' });
  expect(unsigned.status).toBe(401);
  const { errors } = await ask('{ notes(nextToken: "made-up") { nextToken } }');
  expect(errors).toMatchObject([
    { path: ['notes'], errorType: expect.stringMatching(/^DynamoDB:/) },
  ]);
});

import { afterAll, describe, expect, it } from 'vitest';
import { areas } from './areas';
import type { Behaviour } from './behaviour';
import { report } from './report';
import { inProcess, overSocket, type Transport } from './transports';

async function behaves({ given, exchanges }: Behaviour, transport: Transport): Promise<void> {
  for (const exchange of exchanges) {
    const { status = 200, headers = {}, body } = exchange.answer;
    const received = await transport.send(given, exchange);
    expect({ status: received.status, body: received.body }).toMatchObject({ status });
    for (const [name, value] of Object.entries(headers)) {
      if (value === null) expect(received.headers).not.toHaveProperty(name);
      else if (value instanceof RegExp) expect(received.headers[name]).toMatch(value);
      else expect(received.headers[name]).toBe(value);
    }
    if (body !== undefined) expect(JSON.parse(received.body)).toEqual(body);
  }
}

describe.each([inProcess(), overSocket()])('$name', (transport) => {
  afterAll(() => transport.close());
  describe.each(areas)('$title', ({ behaviours }) => {
    it.each(behaviours)('$id: AppSync $says', (behaviour) => behaves(behaviour, transport));
  });
});

it('each behaviour has an id of its own', () => {
  const ids = areas.flatMap(({ behaviours }) => behaviours.map(({ id }) => id));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

/** `npx vitest run behaviours -u` writes it anew. */
it('the report says how each is known', async () => {
  await expect(report(areas)).toMatchFileSnapshot('../../../docs/behaviours.md');
});

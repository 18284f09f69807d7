import { afterAll, describe, expect, it, vi } from 'vitest';
import { areas } from './areas';
import type { Behaviour } from './behaviour';
import { follows } from './realtimeTranscript';
import { readRecordings } from './recordings';
import { report } from './report';
import { inProcess, overSocket, type Transport } from './transports';

/** The time on the clock of every API, whenever the API was built. */
let moment: number | undefined;
const present = Date.now;
vi.spyOn(Date, 'now').mockImplementation(() => moment ?? present());

// Resolvers and authorizers log their failures, which these cases cause on purpose.
vi.spyOn(console, 'log').mockImplementation(() => undefined);
vi.spyOn(console, 'error').mockImplementation(() => undefined);

async function behaves(
  { given, exchanges, refusal }: Behaviour,
  transport: Transport,
): Promise<void> {
  if (refusal !== undefined) {
    await expect(transport.open(given)).rejects.toThrow(refusal);
    return;
  }
  for (const exchange of exchanges) {
    const { status = 200, headers = {}, body } = exchange.answer;
    moment = exchange.at;
    const received = await transport.send(given, exchange);
    moment = undefined;
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
    it.each(behaviours)('$id: AppSync $says', (behaviour) =>
      'steps' in behaviour ? follows(behaviour, transport) : behaves(behaviour, transport),
    );
  });
});

it('each behaviour has a unique id', () => {
  const ids = areas.flatMap(({ behaviours }) => behaviours.map(({ id }) => id));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

/** `npx vitest run behaviours -u` regenerates it. */
it('the report states the source of each behaviour', async () => {
  await expect(report(areas, readRecordings())).toMatchFileSnapshot('../../BEHAVIOURS.md');
});

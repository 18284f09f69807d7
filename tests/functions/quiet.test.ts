import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { redeem, startWorld } from './world';

// What Lambda and `infra/observability.ts` set with ENABLE_LOGGING=false.
vi.stubEnv('AWS_LAMBDA_LOG_LEVEL', 'ERROR');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
vi.stubEnv('POWERTOOLS_DEV', 'false');
const world = await startWorld();
const { dynamo } = await import('../../functions/lib/dynamo');
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  await world.stop();
});

let lines: string[];

beforeEach(() => {
  lines = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      lines.push(String(text));
      return true;
    });
  }
});

it('ENABLE_LOGGING=false: functions write nothing for a response and a refusal', async () => {
  expect((await redeem('unknown')).status).toBe(400);
  expect(lines).toEqual([]);
});

it('ENABLE_LOGGING=false: functions still write errors', async () => {
  vi.spyOn(dynamo, 'send').mockImplementation(() => {
    throw new Error('the table burns');
  });
  expect((await redeem('unknown')).status).toBe(500);
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({
      level: 'ERROR',
      message: 'The request failed',
      route: 'POST /auth/token',
      error: expect.objectContaining({ name: 'Error', message: 'the table burns' }) as object,
    }),
  ]);
});

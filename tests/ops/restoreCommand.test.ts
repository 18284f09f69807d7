import { describe, expect, it } from 'vitest';
import { decodeRequest, encodeRequest, momentText, readMoment } from '../../ops/restore/request';
import { startScript } from '../support/running';

describe('a time', () => {
  it.each([
    ['2026-11-23T09:00:00Z', '2026-11-23T09:00:00Z'],
    ['2026-11-23T09:00Z', '2026-11-23T09:00:00Z'],
    ['2026-11-23T14:30:00+05:30', '2026-11-23T09:00:00Z'],
  ])('may be %s', (text, moment) => {
    expect(momentText(readMoment(text)!)).toBe(moment);
  });

  it.each(['2026-11-23', '2026-11-23T09:00:00', 'yesterday', '2026-13-23T09:00:00Z', '1763888400'])(
    'may not be %s, which is ambiguous or no time',
    (text) => {
      expect(readMoment(text)).toBeUndefined();
    },
  );
});

it('passes a request through sst shell as one word', () => {
  const request = {
    action: 'put back',
    stage: 'prod',
    at: Date.parse('2026-11-23T09:00:00Z'),
    tables: ['Users' as const],
    keys: ['USER#1 PROFILE', '--stage'],
    countsOnly: false,
  } as const;
  const encoded = encodeRequest({
    ...request,
    tables: [...request.tables],
    keys: [...request.keys],
  });
  expect(encoded).toMatch(/^[\w][\w-]*$/);
  expect(decodeRequest(encoded)).toEqual(request);
});

describe('pnpm restore', () => {
  const AT = ['--stage', 'prod', '--at', '2026-11-23T09:00:00Z'];

  it.each([
    [['--at', '2026-11-23T09:00:00Z'], 'Usage: pnpm restore --stage'],
    [['--stage', 'prod'], 'Usage: pnpm restore --stage'],
    [[...AT, '--put-back', '--remove'], 'Usage: pnpm restore --stage'],
    [['--stage', 'prod', '--at', 'noon'], '--at must be a time such as 2026-11-23T09:00:00Z'],
    [[...AT, '--table', 'Sesions'], 'There is no table Sesions. Use Users, '],
    [[...AT, '--put-back'], 'Rows are put back into one table'],
    [[...AT, '--key', 'USER#1'], '--key is only for --put-back.'],
    [AT, 'Without a terminal to ask, add --yes.'],
  ])('%j is refused before it asks AWS', async (args, message) => {
    const { ended, stderr, stdout } = startScript('ops/restore/command.ts', args);
    expect(await ended).toBe(1);
    expect(stderr()).toContain(message);
    expect(stdout()).toBe('');
  });
});

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { approvedIn, IDLE_DAYS, idleAmong, readStages, report } from '../../ops/idleStages';

const NOW = new Date('2026-11-27T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

/** What `aws s3api list-objects-v2` prints for snapshots that are so many days old, by stage. */
const listed = (snapshots: readonly (readonly [stage: string, days: number])[]) =>
  JSON.stringify({
    Contents: snapshots.map(([stage, days], i) => ({
      Key: `snapshot/akasha-labs/${stage}/f1e2d3c4b5a6-${i}.json`,
      LastModified: daysAgo(days).toISOString().replace('.000Z', '+00:00'),
      Size: 12_345,
      StorageClass: 'STANDARD',
    })),
    RequestCharged: null,
    Prefix: 'snapshot/akasha-labs/',
  });

const idleIn = (...snapshots: readonly (readonly [string, number])[]) =>
  idleAmong(readStages(listed(snapshots)), NOW).map(({ name }) => name);

describe('a stage is idle', () => {
  it(`when its last deploy was more than ${IDLE_DAYS} days ago`, () => {
    expect(idleIn(['ada', 15], ['grace', 13], ['dev', 200])).toEqual(['ada', 'dev']);
  });

  it('according to its last deploy, in whatever order they are listed', () => {
    expect(idleIn(['ada', 90], ['ada', 3], ['ada', 40])).toEqual([]);
    expect(idleIn(['ada', 90], ['ada', 40])).toEqual(['ada']);
  });

  it('but never production, and nothing whose name could be meant as production', () => {
    expect(idleIn(['prod', 400], ['production', 400], ['porduction', 400], ['live', 400])).toEqual(
      [],
    );
  });

  it('but not what no stage can be called', () => {
    expect(idleIn(['a-b', 400], ['$(reboot)', 400], ['x'.repeat(21), 400])).toEqual([]);
  });

  it('only while it exists: SST deletes the snapshots of a removed stage', () => {
    expect(readStages('{"RequestCharged":null,"Prefix":"snapshot/akasha-labs/"}')).toEqual([]);
    expect(readStages('{"Contents":null}')).toEqual([]);
  });
});

it('a listing in another form is refused, instead of read as no stages', () => {
  expect(() => readStages('{"Contents":[{"Key":"snapshot/akasha-labs/ada/1.json"}]}')).toThrow();
  expect(() => readStages('')).toThrow();
});

describe('the issue', () => {
  const stages = readStages(
    listed([
      ['ada', 20],
      ['dev', 30],
    ]),
  );
  const idle = idleAmong(stages, NOW);

  it('lists each stage with the day of its last deploy', () => {
    expect(report(idle)).toContain('| `ada` | 2026-11-07 |\n| `dev` | 2026-10-28 |\n');
  });

  it('is empty without idle stages, so that none is opened', () => {
    expect(report([])).toBe('');
  });

  it('approves what it lists', () => {
    expect(approvedIn(report(idle), idle)).toEqual(['ada', 'dev']);
    expect(approvedIn(report(idle).replaceAll('\n', '\r\n'), idle)).toEqual(['ada', 'dev']);
  });

  it('approves no stage whose line somebody deleted', () => {
    expect(approvedIn(report(idle).replace(/^\| `dev`.*\n/m, ''), idle)).toEqual(['ada']);
  });

  it('approves no stage that was deployed since, or that is not idle', () => {
    const later = idle.filter(({ name }) => name !== 'ada');
    expect(approvedIn(report(idle), later)).toEqual(['dev']);
    expect(approvedIn('| `prod` | 2026-01-01 |\n| `grace` | 2026-01-01 |', idle)).toEqual([]);
    expect(approvedIn('', idle)).toEqual([]);
  });
});

describe('the command of the workflow', () => {
  const run = (mode: string, input: string, env: Readonly<Record<string, string>> = {}) =>
    spawnSync(process.execPath, ['scripts/launch.mjs', 'ops/reportIdle.ts', mode], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      input,
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
    });
  const input = listed([
    ['ada', 9_000],
    ['prod', 9_000],
  ]);

  it('prints the text of the issue, and the stages that it approves as JSON', () => {
    const { status, stdout } = run('report', input);
    expect([status, stdout]).toEqual([0, expect.stringContaining('| `ada` |')]);
    const approved = run('approved', input, { ISSUE: `${stdout}| \`prod\` | 2020-01-01 |` });
    expect([approved.status, approved.stdout]).toEqual([0, '["ada"]\n']);
  });

  it('fails for anything but a listing, so that no issue is closed by mistake', () => {
    expect(run('report', '').status).toBe(1);
    expect(run('reports', input).status).toBe(1);
  });
});

import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newExercise } from '../../catalogue/newExercise';
import { copyProduct, replaceIn } from '../support/copiedProduct';
import { run } from '../support/process';

/** A copy of the product without exercises. Scripts use its own `tmp`. */
const product = copyProduct(mkdtempSync(join(tmpdir(), 'akasha-')));
const exercises = join(product, 'exercises');
const tmp = join(product, 'tmp');
mkdirSync(tmp);
// One of the machines of `check` is used by another user, if the author is root.
chmodSync(product, 0o755);
afterAll(() => rmSync(product, { recursive: true }));

async function command(...args: string[]) {
  const running = run('catalogue/command.ts', args, { product, env: { TMPDIR: tmp } });
  const status = await running.ended;
  expect(readdirSync(tmp)).toEqual([]);
  const all = [running.stdout(), running.stderr()].map((text) =>
    text.split('\n').filter((line) => line !== ''),
  );
  return { status, stdout: all[0]!, stderr: all[1]! };
}

const fileOf = (id: string, path: string) => `exercises/${id}/${path}`;
const read = (id: string, path: string) => readFileSync(join(product, fileOf(id, path)), 'utf8');
const append = (id: string, path: string, text: string) =>
  appendFileSync(join(product, fileOf(id, path)), `${text}\n`);
const replace = (id: string, path: string, from: string, to: string) =>
  replaceIn(product, fileOf(id, path), from, to);
const done = (...stdout: string[]) => ({ status: 0, stdout, stderr: [] });
const refused = (...stderr: string[]) => ({ status: 1, stdout: [], stderr });

/** New labs, but with two variants, so that their answers are computed sooner. */
const prepared = join(product, 'prepared');
beforeAll(async () => {
  for (const name of readdirSync(exercises)) rmSync(join(exercises, name), { recursive: true });
  for (const id of ['my-lab', 'other-lab'] as const) {
    await newExercise(exercises, id);
    replace(id, 'exercise.yml', 'variants: 32', 'variants: 2');
    const lines = read(id, 'hashes.txt').split('\n').slice(0, 3);
    writeFileSync(join(product, fileOf(id, 'hashes.txt')), `${lines.join('\n')}\n`);
  }
  renameSync(exercises, prepared);
});
beforeEach(() => {
  rmSync(exercises, { recursive: true, force: true });
  mkdirSync(exercises);
});

const givenLab = (id: 'my-lab' | 'other-lab'): void =>
  cpSync(join(prepared, id), join(exercises, id), { recursive: true });

describe('`catalogue new`', () => {
  it('creates a lab that is correct', async () => {
    expect(await command('new', 'my-lab')).toEqual(
      done(
        'Created exercises/my-lab. Change its files, then run:',
        '  npx pnpm catalogue hashes my-lab',
        '  npx pnpm catalogue check my-lab',
      ),
    );
    expect(await command('check', 'my-lab')).toEqual(done('my-lab: correct'));
    expect(read('my-lab', 'exercise.yml')).toMatch(/^id: my-lab\ntitle: My lab\n/);
    expect(read('my-lab', 'exercise.yml')).toContain('\nposition: 10\n');
    expect(read('my-lab', 'instructions.md')).toContain('    npx akasha-labs start my-lab\n');
    expect(read('my-lab', 'hashes.txt').trim().split('\n')).toHaveLength(1 + 32);
  });

  it('puts it after all others', async () => {
    givenLab('my-lab');
    replace('my-lab', 'exercise.yml', 'position: 10', 'position: 75');
    await command('new', 'other-lab');
    expect(read('other-lab', 'exercise.yml')).toContain('\nposition: 85\n');
  });

  it('accepts an id that YAML takes for something else', async () => {
    await command('new', '123');
    await command('new', 'true');
    expect(await command('hashes')).toEqual(done('All answers are up to date.'));
  });

  it.each(['My-lab', 'my--lab', '../my-lab', ''])('refuses the id %j', async (id) => {
    expect(await command('new', id)).toEqual(
      refused('An exercise id has 3 to 40 lowercase letters, digits and hyphens.'),
    );
    expect(readdirSync(exercises)).toEqual([]);
  });

  it('refuses an id that is taken, and changes nothing', async () => {
    givenLab('my-lab');
    const before = read('my-lab', 'exercise.yml');
    expect(await command('new', 'my-lab')).toEqual(refused('exercises/my-lab: exists already'));
    expect(read('my-lab', 'exercise.yml')).toBe(before);
  });

  it('leaves nothing behind when it fails', async () => {
    givenLab('my-lab');
    replace('my-lab', 'exercise.yml', 'position: 10', 'position: 999999');
    expect(await command('new', 'other-lab')).toEqual(
      refused('exercises/other-lab/exercise.yml: position must be a whole number from 0 to 999999'),
    );
    expect(existsSync(join(exercises, 'other-lab'))).toBe(false);
  });
});

describe('`catalogue hashes`', () => {
  it('writes the answers, and keeps the rest of exercise.yml', async () => {
    givenLab('my-lab');
    const [, old] = read('my-lab', 'hashes.txt').split('\n');
    const yaml = read('my-lab', 'exercise.yml')
      .replace('summary: Add', `summary:   "Add`)
      .replace('a file.', 'a file." # é')
      .replace('verification:', `# Was ${old} once.\nverification:`);
    writeFileSync(join(product, fileOf('my-lab', 'exercise.yml')), yaml);
    replace('my-lab', 'setup.sh', '" 4 "', '" 5 "');
    expect(await command('hashes', 'my-lab')).toEqual(done('my-lab: answers of 2 variants'));

    const [header, first, second, ...more] = read('my-lab', 'hashes.txt').split('\n');
    expect(header).toMatch(/^# Written by `pnpm catalogue hashes`.*: [0-9a-f]{64}$/);
    expect([first, second, more]).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
      [''],
    ]);
    expect(first).not.toBe(old);
    expect(read('my-lab', 'exercise.yml')).toBe(yaml.replace(`hash: '${old}'`, `hash: '${first}'`));
    expect(await command('check', 'my-lab')).toEqual(done('my-lab: correct'));
  });

  it('computes only outdated answers, unless an id is given', async () => {
    givenLab('my-lab');
    givenLab('other-lab');
    expect(await command('hashes')).toEqual(done('All answers are up to date.'));
    append('other-lab', 'verify.sh', '# Done.');
    expect(await command('hashes')).toEqual(done('other-lab: answers of 2 variants'));
    const before = read('my-lab', 'exercise.yml') + read('my-lab', 'hashes.txt');
    expect(await command('hashes', 'my-lab')).toEqual(done('my-lab: answers of 2 variants'));
    expect(read('my-lab', 'exercise.yml') + read('my-lab', 'hashes.txt')).toBe(before);
  });

  it('has nothing to compute for a self-reported exercise', async () => {
    givenLab('my-lab');
    const yaml = read('my-lab', 'exercise.yml')
      .replace(/verification:.*/s, 'verification:\n  kind: SELF_REPORTED\n')
      .replace('points: 10', 'points: 0');
    writeFileSync(join(product, fileOf('my-lab', 'exercise.yml')), yaml);
    rmSync(join(product, fileOf('my-lab', 'hashes.txt')));
    expect(await command('hashes', 'my-lab')).toEqual(
      done('my-lab: self-reported, has no answers'),
    );
    expect(existsSync(join(product, fileOf('my-lab', 'hashes.txt')))).toBe(false);
    expect(await command('check', 'my-lab')).toEqual(done('my-lab: correct'));
  });

  it.each([
    ['no-such-lab', 'exercises/no-such-lab/exercise.yml: is missing'],
    ['../catalogue', 'An exercise id has 3 to 40 lowercase letters, digits and hyphens.'],
  ])('refuses %s', async (id, line) => {
    expect(await command('hashes', id)).toEqual(refused(line));
  });

  it('refuses a lab that it cannot solve, and writes nothing', async () => {
    givenLab('my-lab');
    const before = read('my-lab', 'exercise.yml') + read('my-lab', 'hashes.txt');
    const refusal = async (line: string) => {
      expect(await command('hashes', 'my-lab')).toEqual(refused(line));
      expect(read('my-lab', 'exercise.yml') + read('my-lab', 'hashes.txt')).toBe(before);
    };
    append('my-lab', 'solution/solve.sh', 'rm answer.txt');
    await refusal('exercises/my-lab/verify.sh: variant 0: answer.txt is missing');
    replace('my-lab', 'solution/solve.sh', 'rm answer.txt', '');
    replace('my-lab', 'setup.sh', 'first=$chosen', 'first=1');
    await refusal('exercises/my-lab: variants 0 and 1 have the same answer');
  });

  it('refuses a card that is not text', async () => {
    givenLab('my-lab');
    appendFileSync(join(product, fileOf('my-lab', 'exercise.yml')), Buffer.from([0x23, 0xff]));
    const before = readFileSync(join(product, fileOf('my-lab', 'exercise.yml')));
    expect(await command('hashes', 'my-lab')).toEqual(
      refused('exercises/my-lab/exercise.yml: is not UTF-8 at line 15'),
    );
    expect(readFileSync(join(product, fileOf('my-lab', 'exercise.yml')))).toEqual(before);
  });
});

describe('`catalogue check`', () => {
  /** Checks a lab with these changes, and returns its faults besides the outdated answers. */
  async function faultsWith(...changes: [file: string, from: string, to: string][]) {
    givenLab('my-lab');
    for (const change of changes) replace('my-lab', ...change);
    const { status, stdout, stderr } = await command('check', 'my-lab');
    expect({ status, stderr }).toEqual({ status: 1, stderr: [] });
    expect(stdout.at(-1)).toContain('hashes.txt: does not belong to the present files');
    return stdout.slice(0, -1).map((line) => {
      expect(line).toMatch(/^exercises\/my-lab\//);
      return line.slice('exercises/my-lab/'.length);
    });
  }

  it('reports what the instructions lack, and what is newer than bash 3.2', async () => {
    const faults = await faultsWith(
      ['instructions.md', '## Further reading', '## Reading'],
      ['instructions.md', '- `$((1 + 2))`', '`$((1 + 2))`'],
      ['instructions.md', '    npx akasha-labs submit\n', ''],
      ['solution/solve.sh', 'enter "$@"', 'enter "$@"\ntrue |& cat'],
    );
    expect(faults).toEqual([
      'instructions.md: lacks the heading: ## Further reading',
      'instructions.md: "## Check" lacks the command: npx akasha-labs submit',
      'instructions.md: has 1 hints; write at least 2',
      'solution/solve.sh: line 5: |& is new',
    ]);
  });

  it('checks all labs, and reports on each', async () => {
    givenLab('my-lab');
    givenLab('other-lab');
    replace('my-lab', 'instructions.md', '## Hints', '## Advice');
    expect(await command('check')).toEqual({
      status: 1,
      stdout: [
        'exercises/my-lab/instructions.md: lacks the heading: ## Hints',
        'exercises/my-lab/instructions.md: has 0 hints; write at least 2',
        'other-lab: correct',
      ],
      stderr: [],
    });
  });

  it('reports scripts that write outside DIR, and one that changes the work', async () => {
    const faults = await faultsWith(
      ['setup.sh', 'begin "$@"', 'begin "$@"\n[[ ! -w $lab ]] || echo x >"$lab/notes.txt"'],
      ['solution/solve.sh', '>answer.txt', '| { [[ ! -w .. ]] || tee ../beside; } >answer.txt'],
      ['verify.sh', 'answer "$sum"', 'mktemp >/dev/null\ntouch checked\nanswer "$sum"'],
    );
    for (const fault of [
      'setup.sh: changes something outside DIR',
      'solution/solve.sh: changes something outside DIR',
      'verify.sh: changes something outside DIR',
      'verify.sh: changes the work',
    ]) {
      expect(faults).toContain(fault);
    }
  });

  it('reports a setup.sh that fills any folder, and a verify.sh that accepts anything', async () => {
    const faults = await faultsWith(
      ['setup.sh', 'begin "$@"', 'mkdir -p "${1-}"\ncd "$1"'],
      [
        'verify.sh',
        '[[ -f answer.txt ]] ||',
        '[[ -f answer.txt ]] || answer 1\n[[ -f answer.txt ]] || exit 0\n:',
      ],
    );
    expect(faults).toEqual([
      expect.stringMatching(/^setup\.sh: does not print its usage: status 1, "/),
      'setup.sh: does not refuse a folder that is not empty: status 0, ""',
      expect.stringMatching(
        /^verify\.sh: does not report an unsolved lab in one line: status 0, "[0-9a-f]{64}\\n"$/,
      ),
    ]);
  });

  it('reports a script that fails on a machine with few programs', async () => {
    expect(await faultsWith(['setup.sh', 'begin "$@"', 'begin "$@"\ntac /dev/null'])).toEqual([
      String.raw`setup.sh: fails or prints something: status 127, "line 5: tac: command not found\n"`,
    ]);
  });

  it('reports a solution that is rejected', async () => {
    expect(await faultsWith(['verify.sh', '== "$sum"', '== "1$sum"'])).toEqual([
      String.raw`verify.sh: does not accept the solution: status 1, "answer.txt is not the sum of the numbers\n"`,
    ]);
  });

  it('reports a script that reads, and prints without an end', async () => {
    const endless = 'begin "$@"\ncat\nwhile :; do echo more; done';
    expect(await faultsWith(['setup.sh', 'begin "$@"', endless])).toEqual([
      String.raw`setup.sh: fails or prints something: status 124, "printed too much and was stopped\n"`,
    ]);
  });

  it('reports an answer that is not always the same', async () => {
    givenLab('my-lab');
    replace('my-lab', 'verify.sh', 'answer "$sum"', 'answer "$sum $RANDOM$RANDOM"');
    await command('hashes', 'my-lab');
    const { status, stdout } = await command('check', 'my-lab');
    expect(status).toBe(1);
    for (const line of stdout) {
      expect(line).toMatch(/my-lab\/verify\.sh: prints another hash than expected: [0-9a-f]{64}$/);
    }
  });

  it('reports a variant that fails', async () => {
    givenLab('my-lab');
    append('my-lab', 'verify.sh', '[[ $variant == 0 || $LAB_STRICT ]]');
    const { stdout } = await command('check', 'my-lab');
    expect(stdout[0]).toMatch(
      /^exercises\/my-lab\/verify\.sh: does not accept the solution: .*LAB_STRICT.* \(variant 1\)$/,
    );
    expect(stdout).toHaveLength(2);
  });

  it('refuses a catalogue that cannot be read, in one line per problem', async () => {
    givenLab('my-lab');
    rmSync(join(product, fileOf('my-lab', 'solution')), { recursive: true });
    append('my-lab', 'exercise.yml', 'zeal: 1');
    expect(await command('check')).toEqual(
      refused(
        'exercises/my-lab/exercise.yml: unknown field "zeal"',
        'exercises/my-lab/solution/solve.sh: is missing',
      ),
    );
  });

  it.each([
    ['no-such-lab', 'exercises/no-such-lab: is missing'],
    ['../catalogue', 'An exercise id has 3 to 40 lowercase letters, digits and hyphens.'],
  ])('refuses %s', async (id, line) => {
    expect(await command('check', id)).toEqual(refused(line));
  });
});

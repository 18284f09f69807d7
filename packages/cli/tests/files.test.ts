import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileFailure } from '../src/failure';
import { givenLearner, givenSignedIn, write } from './givenLearner';
import { givenServer } from './givenServer';

const errorOf = (code: string, path?: string) =>
  Object.assign(new Error(code), { code, ...(path !== undefined && { path }) });

describe('an ordinary error of the file system', () => {
  it.each([
    ['EACCES', 'You are not allowed to use /a\\u000ab.'],
    ['EPERM', 'You are not allowed to use /a\\u000ab.'],
    ['EROFS', 'The disk of /a\\u000ab is read-only.'],
    ['ENOSPC', 'The disk has no space left for /a\\u000ab.'],
    ['ENAMETOOLONG', 'This name is too long: /a\\u000ab'],
    ['EISDIR', '/a\\u000ab is a folder and should be a file.'],
    ['ENOTDIR', 'There is a file in the way of /a\\u000ab.'],
    ['EMFILE', 'This machine has too many open files. Close some programs.'],
  ])('with the code %s is one sentence', (code, message) => {
    expect(fileFailure(errorOf(code, '/a\nb'))).toMatchObject({ type: 'Machine', message });
  });

  it('needs no path', () => {
    expect(fileFailure(errorOf('ENOSPC'))?.message).toBe('The disk has no space left.');
    expect(fileFailure(errorOf('EUNKNOWN', '/a'))).toBeUndefined();
    expect(fileFailure(new Error('x'))).toBeUndefined();
  });
});

describe('a command', () => {
  it('says that the file of a token is a folder', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    const path = await learner.signIn(server);
    rmSync(path);
    mkdirSync(path);
    for (const command of ['whoami', 'list', 'logout']) {
      expect(await learner.type(command)).toMatchObject({
        code: 8,
        stderr: `${path} is a folder and should be a file.\n`,
      });
    }
  });

  it('says that the description of a lab is a folder', async () => {
    const learner = givenLearner();
    mkdirSync(join(learner.folder, '.lab/lab.json'), { recursive: true });
    expect(await learner.type('check')).toMatchObject({
      code: 2,
      stderr: `${learner.folder}/.lab/lab.json is damaged. Start the lab again in a new folder.\n`,
    });
  });

  it('says that a home folder is a file', async () => {
    const learner = givenLearner(await givenServer());
    write(learner.folder, { file: '' });
    const env = { XDG_CONFIG_HOME: join(learner.folder, 'file'), HOME: learner.home };
    expect(await learner.with({ env }).type('whoami')).toMatchObject({ code: 3 });
  });

  it('shows the characters of a name that would act on the terminal', async () => {
    const learner = await givenSignedIn(await givenServer());
    const name = 'a\u001b[2J\u009b\nb';
    const shown = 'a\\u001b[2J\\u009b\\u000ab';
    expect((await learner.type('check', name)).stderr).toBe(`${shown} is not a folder.\n`);
    mkdirSync(join(learner.folder, name));
    expect((await learner.type('check', name)).stderr).toContain(`${shown} is not the folder of`);
    writeFileSync(join(learner.folder, name, 'file'), '');
    symlinkSync(name, join(learner.folder, 'link'));
    const refused = await learner.type('start', 'greet-everyone', name);
    expect(refused.stderr).toContain(`/${shown} is not empty.`);
    const json = await learner.type('start', 'greet-everyone', `${name}2`, '--json');
    expect(json.stdout).not.toMatch(/[\u001b\u009b]/);
    expect(json.json).toMatchObject({ folder: join(learner.folder, `${name}2`) });
  });
});

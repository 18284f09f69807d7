import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { connect, type Connection } from '../api/connection';
import { StartLab, Viewer } from '../api/operations';
import { chooseServer, type ServerChoice } from '../api/serverUrl';
import type { Card } from '../api/shapes';
import { labIdIn, noSuchLab, type LabsCommand, type Report } from '../command';
import { note, type Context } from '../context';
import { Failure, failOnFiles } from '../failure';
import { readArchive, type LabFile } from '../lab/archive';
import { download } from '../lab/download';
import {
  INSTRUCTIONS,
  LAB_JSON,
  PERSONAL,
  readLab,
  typed,
  WORK,
  type LabFolder,
} from '../lab/labFolder';
import { accountNews, newsOf, versionNews } from '../lab/news';
import { needBash, runScript } from '../lab/script';
import { stage, type Staging } from '../lab/staging';
import { readProgress, Standing } from '../lab/status';
import { escapedLine, printable } from '../output/printable';

import { quoted } from '../output/quoted';

/** Starts a lab and makes its folder, which is complete or not there. */
export const start: LabsCommand = {
  syntax: 'start <id> [dir]',
  summary: 'start a lab and make its folder',
  examples: [
    ['akasha-labs start recover-a-lost-commit', 'make the folder recover-a-lost-commit'],
    ['akasha-labs start recover-a-lost-commit labs/one', 'make the folder labs/one'],
  ],
  async run({ context, url, args }) {
    const id = labIdIn(args[0]);
    const target = resolve(context.cwd, args[1] ?? id);
    const choice = chooseServer(context, url);
    const there = await readLab(target);
    if (there?.exerciseId === id) return describeAgain(context, there, choice);

    const staging = await stage(target);
    try {
      await needBash(context);
      const connection = await connect(context, choice, 'required');
      const lab = await make(context, connection, id, staging);
      context.signal.throwIfAborted();
      await staging.publish();
      return describe(context, { ...lab, folder: target }, { isNew: true });
    } finally {
      await staging.discard();
    }
  },
};

/** Starts the lab on the server and puts everything into a folder. */
async function make(
  context: Context,
  connection: Connection,
  id: string,
  staging: Staging,
): Promise<Omit<LabFolder, 'folder'>> {
  const started = await record(connection, id);
  const { exercise, challenge, variant, version } = started;
  if (!exercise) return noSuchLab(id);
  if (started.completedAt !== null && version < exercise.version) {
    throw new Failure(
      'NotAccepted',
      `You have completed version ${version} of this lab. It has changed since, and its new version cannot be started.`,
    );
  }
  if (version !== exercise.version) throw beingPublished();
  if (!exercise.bundle) {
    throw new Failure('Unavailable', `The lab ${id} has no archive to download. Try again later.`);
  }
  if (started.completedAt !== null) note(context, 'You have already completed this lab.');
  else await noteLocks(context, connection, exercise);

  const files = await readArchive(await download(context, exercise.bundle), id);
  const { sha256 } = exercise.bundle;
  const { viewer } = await connection.asViewer(Viewer);
  const account = { id: viewer.id, username: viewer.username };
  const own = { challenge, variant };
  const personal = PERSONAL.filter((name) => own[name] !== null);
  const lab = { url: connection.server.url, exerciseId: id, version, sha256, account, personal };
  await lay(files, staging, id);
  for (const name of personal) await staging.write(`.lab/${name}`, `${own[name]}\n`);
  await staging.write(LAB_JSON, `${JSON.stringify(lab, null, 2)}\n`);
  await setUp(context, files, staging, id);
  return lab;
}

async function record(connection: Connection, id: string) {
  try {
    return (await connection.asViewer(StartLab, { id })).startExercise;
  } catch (error) {
    const errorType = error instanceof Failure ? error.details['errorType'] : undefined;
    if (errorType === 'NotFound') return noSuchLab(id);
    throw errorType === 'Conflict' ? beingPublished() : error;
  }
}

const beingPublished = (): Failure =>
  new Failure('Unavailable', 'The lab is being published. Try again in a moment.');

/** A locked lab can be worked on, but not submitted. */
async function noteLocks(context: Context, connection: Connection, exercise: Card): Promise<void> {
  if (exercise.prerequisites.length === 0) return;
  const missing = new Standing(await readProgress(connection)).missing(exercise);
  if (missing.length > 0) {
    note(
      context,
      `You cannot submit this lab before you complete ${missing.join(' and ')}. Run: akasha-labs start ${missing[0]}`,
    );
  }
}

async function lay(files: readonly LabFile[], staging: Staging, id: string): Promise<void> {
  for (const { path, content } of files) {
    await staging.write(join('.lab', path), content);
    if (path === `exercises/${id}/instructions.md`) await staging.write(INSTRUCTIONS, content);
  }
}

/** Fills `work`. A lab without a `setup.sh` begins with an empty folder. */
async function setUp(
  context: Context,
  files: readonly LabFile[],
  { folder }: Staging,
  id: string,
): Promise<void> {
  if (!files.some(({ path }) => path === `exercises/${id}/setup.sh`)) {
    await mkdir(join(folder, WORK)).catch((error: unknown) => failOnFiles(error, folder));
    return;
  }
  const { status, stderr } = await runScript(context, folder, id, 'setup.sh');
  if (status !== 0) {
    throw new Failure('Machine', `The lab cannot be set up here.\n${printable(stderr).trim()}`);
  }
}

/**
 * Describes a folder that is the lab already, and says what is new about it.
 * @throws Failure `Usage` if the lab comes from another server
 */
async function describeAgain(
  context: Context,
  lab: LabFolder,
  choice: ServerChoice,
): Promise<Report> {
  const origin = chooseServer(context, undefined, lab.url).url;
  if (origin !== choice.url) {
    const path = escapedLine(typed(context, lab.folder));
    throw new Failure(
      'Usage',
      `The lab in ${path} comes from ${origin}, not from ${choice.url}. Choose a new folder.`,
    );
  }
  const news = await newsOf(context, lab, choice, versionNews, accountNews);
  for (const text of news) note(context, text);
  context.signal.throwIfAborted();
  return describe(context, lab, { isNew: false });
}

function describe(context: Context, lab: LabFolder, { isNew }: { isNew: boolean }): Report {
  const { folder, exerciseId, version } = lab;
  const path = typed(context, folder);
  const shown = escapedLine(path);
  const lines = [
    isNew ? `Started ${exerciseId} in ${shown}` : `The lab ${exerciseId} is already in ${shown}`,
    '',
    `  cd ${quoted(join(path, WORK))}`,
    `  cat ../${INSTRUCTIONS}`,
    '  akasha-labs check',
    '  akasha-labs submit',
  ];
  return { data: { exerciseId, version, folder, isNew }, text: lines.join('\n') };
}

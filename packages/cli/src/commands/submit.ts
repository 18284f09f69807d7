import { connect, type Connection } from '../api/connection';
import { LabVersion, SubmitLab, type Submission } from '../api/operations';
import { chooseServer } from '../api/serverUrl';
import { noSuchLab, type LabsCommand, type Report } from '../command';
import { Failure } from '../failure';
import { findLab, type LabFolder } from '../lab/labFolder';
import { newVersionAdvice } from '../lab/newVersion';
import { readProgress } from '../lab/status';
import { verify } from '../lab/verify';
import { needWhole } from '../lab/wholeLab';
import { count } from '../output/table';

/** Checks the work and submits its hash. */
export const submit: LabsCommand = {
  syntax: 'submit [dir]',
  summary: 'check your work and submit it',
  examples: [
    ['akasha-labs submit', 'submit the lab of the current folder'],
    ['akasha-labs submit recover-a-lost-commit', 'submit the lab in that folder'],
  ],
  async run({ context, url, args, json, paint }) {
    const lab = await findLab(context, args[0]);
    const id = lab.exerciseId;
    await needWhole(lab);
    const choice = chooseServer(context, url, lab.url);
    const connection = await connect(context, choice, 'required');
    const { exercise } = await connection.read(LabVersion, { id });
    if (!exercise) return noSuchLab(id);
    if (exercise.version > lab.version) return completedBefore(connection, lab);

    const verificationHash = await verify(context, lab, { isShown: !json });
    const { recordCompletion: submission } = await connection.asViewer(SubmitLab, {
      input: { exerciseId: id, verificationHash },
    });
    return { data: submission, text: `${paint('green', sentenceOf(submission, lab))}` };
  },
};

/**
 * The report on a lab that has changed since it was completed.
 * @throws Failure `NotAccepted` if it was not completed
 */
async function completedBefore(connection: Connection, lab: LabFolder): Promise<Report> {
  const rows = await readProgress(connection);
  const row = rows.find(({ exercise }) => exercise?.id === lab.exerciseId);
  if (!row?.exercise || row.completedAt === null) {
    throw new Failure('NotAccepted', newVersionAdvice(lab, false));
  }
  const { exercise, startedAt, completedAt, attempts } = row;
  const { id, title, points } = exercise;
  const submission: Submission = {
    outcome: 'ALREADY_COMPLETED',
    progress: { startedAt, completedAt, attempts },
    exercise: { id, title, points },
    retryAfterSeconds: null,
    missingPrerequisites: [],
  };
  return { data: submission, text: newVersionAdvice(lab, true) };
}

/**
 * @throws Failure unless the lab is completed
 */
function sentenceOf(submission: Submission, lab: LabFolder): string {
  const { outcome, exercise, progress, retryAfterSeconds, missingPrerequisites } = submission;
  const attempts = progress ? `, after ${count(progress.attempts, 'attempt')}` : '';
  const details = { outcome, attempts: progress?.attempts ?? null };
  switch (outcome) {
    case 'COMPLETED':
      return exercise.points > 0
        ? `Completed: ${exercise.title}. ${count(exercise.points, 'point')}${attempts}.`
        : `Completed: ${exercise.title}${attempts}.`;
    case 'ALREADY_COMPLETED':
      return `You had already completed ${exercise.title}.`;
    case 'REJECTED':
      throw new Failure(
        'NotAccepted',
        `The server did not accept this submission. If you started the lab with another account, start it again in a new folder: akasha-labs start ${lab.exerciseId} ${lab.exerciseId}-new`,
        details,
      );
    case 'NOT_STARTED':
      throw new Failure(
        'NotAccepted',
        `You have not started version ${lab.version} of this lab. Start it in a new folder: akasha-labs start ${lab.exerciseId} ${lab.exerciseId}-new`,
        details,
      );
    case 'LOCKED': {
      const [first] = missingPrerequisites;
      throw new Failure(
        'Locked',
        first === undefined
          ? 'This lab is locked: you have not completed its prerequisites.'
          : `This lab is locked. Complete ${missingPrerequisites.join(' and ')} first: akasha-labs start ${first}`,
        { ...details, missingPrerequisites },
      );
    }
    case 'RATE_LIMITED':
      throw new Failure(
        'RateLimited',
        retryAfterSeconds === null
          ? 'Too many incorrect submissions. Try again later.'
          : `Too many incorrect submissions. Try again in ${count(retryAfterSeconds, 'second')}.`,
        { ...details, retryAfterSeconds },
      );
    default:
      throw new Failure(
        'NotAccepted',
        `The server answered ${outcome}, which this version does not know. Update it: npx akasha-labs@latest`,
        details,
      );
  }
}

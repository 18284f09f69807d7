import { escapedLine } from './output/printable';

/**
 * Every way in which a command can fail, with its exit code and meaning. The type is in the output of
 * `--json`. README.md has the same texts.
 */
export const failures = {
  StillWrong: { exitCode: 1, meaning: 'the work in the lab is not correct yet' },
  NotAccepted: { exitCode: 1, meaning: 'the server did not accept the submission or the start' },
  Usage: { exitCode: 2, meaning: 'a command, an option, an argument or a folder is not valid' },
  SignedOut: { exitCode: 3, meaning: 'you are not signed in, or your session has ended' },
  Unavailable: { exitCode: 4, meaning: 'the server cannot be reached, or has a fault' },
  RateLimited: { exitCode: 5, meaning: 'too many submissions or requests; try again later' },
  Locked: { exitCode: 6, meaning: 'the lab has prerequisites that you have not completed' },
  BadArchive: { exitCode: 7, meaning: 'the downloaded archive is not the one that was published' },
  Machine: {
    exitCode: 8,
    meaning: 'something is missing on this machine, or a file is not usable',
  },
  Interrupted: { exitCode: 130, meaning: 'you stopped the command' },
} as const;

export type FailureType = keyof typeof failures;

/** Values that programs read, besides the message. */
export type Details = Readonly<Record<string, unknown>>;

/** Ends a command. The message is shown unchanged, and has no token in it. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly type: FailureType;
  readonly details: Details;

  constructor(type: FailureType, message: string, details: Details = {}) {
    super(message);
    this.type = type;
    this.details = details;
  }

  get exitCode(): number {
    return failures[this.type].exitCode;
  }
}

/** Whether Node.js reported this error of the system, for example `ENOENT`. */
export const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

/** @throws the error, or what it means if it is one of the file system's */
export function failOnFiles(error: unknown, path: string): never {
  throw fileFailure(error, path) ?? error;
}

/**
 * What an error of the file system means, if its cause is an ordinary one.
 *
 * @param path what to call the file or folder, if not the path in the error
 */
export function fileFailure(error: unknown, path?: string): Failure | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const inError = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  const name = path ?? inError;
  const sentence = name === undefined ? undefined : sentences[String(error.code)]?.(name);
  if (sentence !== undefined) return new Failure('Machine', sentence);
  const withoutPath = anywhere[String(error.code)];
  return withoutPath === undefined ? undefined : new Failure('Machine', withoutPath);
}

type Sentence = (path: string) => string;

const notAllowed: Sentence = (path) => `You are not allowed to use ${escapedLine(path)}.`;
const noSpace: Sentence = (path) => `The disk has no space left for ${escapedLine(path)}.`;

const sentences: Readonly<Record<string, Sentence>> = {
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: (path) => `The disk of ${escapedLine(path)} is read-only.`,
  ENOSPC: noSpace,
  EDQUOT: noSpace,
  ENAMETOOLONG: (path) => `This name is too long: ${escapedLine(path)}`,
  EISDIR: (path) => `${escapedLine(path)} is a folder and should be a file.`,
  ENOTDIR: (path) => `There is a file in the way of ${escapedLine(path)}.`,
  ENOENT: (path) => `${escapedLine(path)} does not exist.`,
  ELOOP: (path) => `${escapedLine(path)} is a link that leads nowhere.`,
  EBUSY: (path) => `${escapedLine(path)} is in use by another program.`,
  EIO: (path) => `The disk has a fault at ${escapedLine(path)}.`,
};

const anywhere: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk has no space left.',
  EDQUOT: 'The disk has no space left.',
  EMFILE: 'This machine has too many open files. Close some programs.',
  ENFILE: 'This machine has too many open files. Close some programs.',
  ENOMEM: 'This machine has no memory left. Close some programs.',
  EAGAIN: 'This machine cannot run another program now. Close some programs.',
};

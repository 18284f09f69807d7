/**
 * Every way in which a command can fail, with its exit code and meaning. The type is in the output of
 * `--json`. README.md has the same texts.
 */
export const failures = {
  StillWrong: { exitCode: 1, meaning: 'the work in the lab is not correct yet' },
  NotAccepted: { exitCode: 1, meaning: 'the server did not accept the submission' },
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
  if (hasCode(error, 'EACCES', 'EPERM', 'EROFS')) {
    throw new Failure('Machine', `You are not allowed to write to ${path}.`);
  }
  if (hasCode(error, 'ENOSPC', 'EDQUOT')) {
    throw new Failure('Machine', `The disk has no space left for ${path}.`);
  }
  throw error;
}

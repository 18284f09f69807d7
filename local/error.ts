/** A failure that the person at the terminal can mend: its message is the one line they see. */
export class LocalError extends Error {
  override readonly name = 'LocalError';
}

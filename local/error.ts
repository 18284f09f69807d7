/** A failure that the user can fix. Its message is the single line they see. */
export class LocalError extends Error {
  override readonly name = 'LocalError';
}

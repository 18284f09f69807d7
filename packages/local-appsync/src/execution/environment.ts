const PAIRS_MAX = 50;
const NAME = /^[A-Za-z]\w{1,63}$/;
const VALUE_MAX_LENGTH = 512;

/**
 * @throws Error for environment variables that AppSync does not accept
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/environmental-variables.html
 */
export function checkEnvironment(environment: Readonly<Record<string, string>>): void {
  const pairs = Object.entries(environment);
  if (pairs.length > PAIRS_MAX) {
    throw new Error(`environment can have at most ${PAIRS_MAX} variables.`);
  }
  for (const [name, value] of pairs) {
    if (!NAME.test(name)) {
      throw new Error(
        `The environment variable "${name}" must begin with a letter and have 2 to 64 letters, digits and underscores.`,
      );
    }
    if (value.length > VALUE_MAX_LENGTH) {
      throw new Error(
        `The environment variable "${name}" is longer than ${VALUE_MAX_LENGTH} characters.`,
      );
    }
  }
}

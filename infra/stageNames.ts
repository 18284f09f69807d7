/**
 * Longest name of a stage. AWS takes 64 characters for the name of a function or a role: this leaves 22
 * for what it is called itself, between `akasha-labs-<stage>-` and eight letters drawn at random.
 */
export const STAGE_MAX_LENGTH = 20;

/** What people call production when they do not call it `prod`, and what `prod` becomes by a slip. */
const MEANT_PROD = ['live', 'pord', 'prd', 'prdo', 'pro', 'rpod'];

/**
 * Refuses a stage that would come up under a name that somebody did not mean: without the protection of
 * `prod`, or in reach of a role that may deploy another stage.
 *
 * A hyphen is refused because CI may deploy to `prod` whatever is called `akasha-labs-prod-*`.
 *
 * @throws Error that says which name is meant, or what a name may be
 */
export function checkStageName(stage: string): void {
  const lower = stage.toLowerCase();
  if (stage !== 'prod' && (lower.startsWith('prod') || MEANT_PROD.includes(lower))) {
    throw new Error(
      `The stage "${stage}" would not be protected. Production is called "prod": use --stage prod, or choose another name.`,
    );
  }
  if (!/^[a-z][a-z0-9]*$/.test(stage)) {
    throw new Error(
      `The stage "${stage}" must be lower-case letters and digits, and begin with a letter: use --stage <name>.`,
    );
  }
  if (stage.length > STAGE_MAX_LENGTH) {
    throw new Error(
      `The stage "${stage}" has ${stage.length} characters; at most ${STAGE_MAX_LENGTH} fit into the names of its resources.`,
    );
  }
}

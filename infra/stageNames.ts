import distance from 'damerau-levenshtein';

/**
 * Longest name of a stage. AWS takes 64 characters for the name of a function or a role: this leaves 22
 * for what it is called itself, between `akasha-labs-<stage>-` and eight letters drawn at random.
 */
export const STAGE_MAX_LENGTH = 20;

/**
 * Letters that may be wrong, missing, extra or swapped with the next one, for a name to count as a typing
 * error of one of these. Two in `prod` are half of it, so the names of a few people are refused as well:
 * they can choose another one. Too wide a rule costs a name, too narrow a one the production tables.
 */
const SLIPS_MAX = { prod: 2, production: 3 };

/** The stage of a pull request is `pr42`, in which two letters would have to be wrong digits. */
const PULL_REQUEST = /^pr[1-9]\d*$/;

/**
 * Refuses a stage that would come up under a name that somebody did not mean: without the protection of
 * `prod`, or in reach of a role that may deploy another stage.
 *
 * A hyphen is refused because CI may deploy to `prod` whatever is called `akasha-labs-prod-*`.
 *
 * @throws Error that says which name is meant, or what a name may be
 */
export function checkStageName(stage: string): void {
  if (stage !== 'prod' && meansProd(stage.toLowerCase())) {
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

/**
 * Whether a name is what people call production, or what becomes of that by a few slips. The distance
 * counts swapped letters with one missing between them as three, so `pdr` and `opd` have their own rule.
 */
const meansProd = (name: string): boolean =>
  name === 'live' ||
  name.startsWith('prod') ||
  /^[prod]+$/.test(name) ||
  (!PULL_REQUEST.test(name) &&
    Object.entries(SLIPS_MAX).some(([meant, max]) => distance(name, meant).steps <= max));

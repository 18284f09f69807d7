import distance from 'damerau-levenshtein';

/**
 * Maximum length of a stage name. AWS accepts 64 characters for the name of a function or role.
 * This leaves 22 for its own name, between `akasha-labs-<stage>-` and eight random letters.
 */
export const STAGE_MAX_LENGTH = 20;

/**
 * Number of wrong, missing, extra or transposed letters up to which a name is treated as a typo of
 * one of these names. Two letters are half of `prod`, so a few people's names are refused as well;
 * they can choose another name. A rule that is too broad costs a name, one that is too narrow can
 * cost the production tables.
 */
const SLIPS_MAX = { prod: 2, production: 3 };

/** The stage of a pull request is `pr42`, which is two wrong digits away from `prod`. */
const PULL_REQUEST = /^pr[1-9]\d*$/;

/**
 * Refuses a stage name that was probably not intended: the stage would lack the protection of
 * `prod`, or be accessible to a role that may deploy another stage.
 *
 * Hyphens are refused because CI may deploy everything named `akasha-labs-prod-*` to `prod`.
 *
 * @throws Error that names the stage that was probably meant, or the rule for names
 */
export function checkStageName(stage: string): void {
  if (stage !== 'prod' && meansProd(stage.toLowerCase())) {
    throw new Error(
      `The stage "${stage}" would not be protected. Production is called "prod": use --stage prod, or choose another name.`,
    );
  }
  if (!/^[a-z][a-z0-9]*$/.test(stage)) {
    throw new Error(
      `The stage "${stage}" must consist of lowercase letters and digits, and start with a letter: use --stage <name>.`,
    );
  }
  if (stage.length > STAGE_MAX_LENGTH) {
    throw new Error(
      `The stage "${stage}" has ${stage.length} characters. Use at most ${STAGE_MAX_LENGTH}, which fit into resource names.`,
    );
  }
}

/**
 * Whether a name is one that people use for production, or a typo of it. The distance counts
 * transposed letters with one missing between them as three, so `pdr` and `opd` have their own
 * rule.
 */
const meansProd = (name: string): boolean =>
  name === 'live' ||
  name.startsWith('prod') ||
  /^[prod]+$/.test(name) ||
  (!PULL_REQUEST.test(name) &&
    Object.entries(SLIPS_MAX).some(([meant, max]) => distance(name, meant).steps <= max));

import { describe, expect, it } from 'vitest';
import { checkStageName, STAGE_MAX_LENGTH } from '../../infra/stageNames';

const refusal = (stage: string): string | undefined => {
  try {
    checkStageName(stage);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the name of a stage', () => {
  it.each(['dev', 'preview', 'prod', 'ada', 'pr42', 'x'.repeat(STAGE_MAX_LENGTH)])(
    'can be %s',
    (stage) => {
      expect(refusal(stage)).toBeUndefined();
    },
  );

  it.each([
    ...['production', 'prods', 'prod2', 'prod-eu', 'Prod', 'PROD', 'Production'],
    ...['prd', 'PRD', 'live', 'Live', 'pord', 'prdo', 'rpod', 'pro'],
  ])('is not %s, which means prod', (stage) => {
    expect(refusal(stage)).toBe(
      `The stage "${stage}" would not be protected. Production is called "prod": use --stage prod, or choose another name.`,
    );
  });

  it.each(['Dev', 'PREVIEW', 'ada-lovelace', 'ada_l', '2fast', 'ada lovelace', ''])(
    'is not "%s", which no name may look like',
    (stage) => {
      expect(refusal(stage)).toBe(
        `The stage "${stage}" must be lower-case letters and digits, and begin with a letter: use --stage <name>.`,
      );
    },
  );

  it('is refused with the number when it is too long for the names of resources', () => {
    expect(refusal('x'.repeat(21))).toBe(
      `The stage "${'x'.repeat(21)}" has 21 characters; at most 20 fit into the names of its resources.`,
    );
  });
});

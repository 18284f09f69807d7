import appsync from '@aws-appsync/eslint-plugin';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { CodeError, loadCode } from '../../src/evaluator';
import { language } from '../behaviours/language';
import { evaluatedBehaviours } from '../evaluateCode/cases';

const { plugins: _, ...untyped } = appsync.configs!['base'] as Linter.Config;

/** The first finding of AWS's linter for a rule. */
function linted(code: string, rule: string): string | undefined {
  const [found] = new Linter()
    .verify(code, { ...untyped, plugins: { '@aws-appsync': appsync as never } })
    .filter(({ ruleId }) => ruleId === rule);
  return found && `${found.line}:${found.column}: ${found.message}`;
}

function refused(code: string): string {
  try {
    loadCode(code, 'code');
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    const { position, reason } = error;
    return `${position.line}:${position.column}: ${reason}`;
  }
  throw new Error('The code is taken.');
}

const ids = new Set(language.behaviours.map(({ id }) => id));
const ruled = evaluatedBehaviours.flatMap(({ id, evaluates: { code, expected } }) => {
  const rule = 'refused' in expected ? expected.refused.rule : undefined;
  return ids.has(id) && rule?.startsWith('@aws-appsync/') ? [{ id, code, rule }] : [];
});
const known = new Set(Object.keys(untyped.rules ?? {}));
/** Syntax in places that the linter does not check, or where it finds another rule first. */
const unseen = ['LANGUAGE-class-expression', 'LANGUAGE-generator-expression'];

describe("violations are refused at the position and with the message of AWS's linter", () => {
  it.each(ruled.filter(({ id, rule }) => known.has(rule) && !unseen.includes(id)))(
    '$id',
    ({ code, rule }) => {
      expect(refused(code)).toBe(linted(code, rule));
    },
  );
});

describe('messages of rules that need types', () => {
  const worded = ruled.filter(({ rule }) => !known.has(rule));

  it.each(worded)('$id', ({ code, rule }) => {
    const { meta } = appsync.rules![rule.replace('@aws-appsync/', '')] as {
      meta: { messages: Record<string, string> };
    };
    // The linter also reports the path of a recursion.
    const [words = ''] = Object.values(meta.messages).map((text) => text.split(' Detected')[0]);
    expect(refused(code)).toMatch(new RegExp(`^\\d+:\\d+: ${words}\\.?$`));
  });

  it('belong to four rules', () => {
    expect(new Set(worded.map(({ rule }) => rule)).size).toBe(4);
  });
});

import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { appsyncRules } from '../../lint/appsyncRules';

/** Returns the messages of one rule for TypeScript code. */
export function problems(rule: keyof typeof appsyncRules, code: string): string[] {
  const messages = new Linter().verify(code, {
    languageOptions: { parser: tseslint.parser as Linter.Parser },
    plugins: { akasha: { rules: appsyncRules as never } },
    rules: { [`akasha/${rule}`]: 'error' },
  });
  return messages.map(({ message }) => message);
}

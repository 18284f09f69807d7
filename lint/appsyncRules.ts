import { appsyncBuiltins } from './appsyncBuiltins';
import { appsyncDefaults } from './appsyncDefaults';
import { appsyncEffects } from './appsyncEffects';
import { appsyncGuards } from './appsyncGuards';
import { appsyncNullish } from './appsyncNullish';

/** Our rules for code that runs in AppSync, by name. */
export const appsyncRules = {
  'appsync-builtins': appsyncBuiltins,
  'appsync-defaults': appsyncDefaults,
  'appsync-effects': appsyncEffects,
  'appsync-guards': appsyncGuards,
  'appsync-nullish': appsyncNullish,
};

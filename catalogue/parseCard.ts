import { LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { VERIFICATION_HASH_PATTERN } from '../model/exercise';
import { type Card, cardSchema } from './schema';

const hashPattern = new RegExp(VERIFICATION_HASH_PATTERN);

/** Parses the text of an exercise.yml into a card, or reports all of its problems. */
export function parseCard(yaml: string): { card?: Card; problems: string[] } {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const invalid = (offset: number, reason: string) => ({
    problems: [`invalid YAML at line ${lines.linePos(offset).line}: ${reason}`],
  });
  const [error] = document.errors;
  if (error) return invalid(error.pos[0], error.message);

  // An alias may be undefined, or expand to a million copies. A card needs none.
  let alias: number | undefined;
  visit(document, { Alias: (_, node) => void (alias ??= node.range?.[0] ?? 0) });
  if (alias !== undefined) return invalid(alias, 'Aliases are not allowed');

  // YAML reads a hash of digits alone as a number, which has lost digits by then.
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'number' && hashPattern.test(node.source ?? '')) {
        node.value = node.source;
      }
    },
  });

  const result = cardSchema.safeParse(document.toJS());
  if (result.success) return { card: result.data, problems: [] };
  return { problems: [...new Set(result.error.issues.flatMap(describe))] };
}

function describe(issue: z.core.$ZodIssue): string[] {
  // The rule for a list is reported once, for the list and not for each entry.
  const field = issue.path.filter((step) => typeof step === 'string').join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `unknown field "${field ? `${field}.` : ''}${key}"`);
  }
  return [`${field} ${issue.message}`.trim()];
}

import type ts from 'typescript';
import type { Position } from '../evaluator/codeError';
import { compiler } from './compiler';
import { programOf } from './program';
import { origins, type Origin } from './sourceMap';

/** One error of AppSync's type check. */
export interface TypeRefusal {
  /** The name of the code. */
  readonly code: string;
  readonly position: Position;
  /** Length of the reported code in characters, starting at `position`. */
  readonly span: number;
  /** TypeScript's error code, such as `TS2345`. */
  readonly rule: string;
  /** TypeScript's message, which may have several lines. */
  readonly reason: string;
  /** The same position in the original source, if the code has an inline source map. */
  readonly origin?: Origin;
}

/**
 * Type-checks code as AppSync does on deploy. Loading the compiler takes a second, and each piece
 * of code some milliseconds, so pass all code in one call.
 *
 * @param codes ES modules as deployed, keyed by the name to show in errors
 * @returns all errors, in the order of `codes` and of their lines. Empty if AppSync would accept
 *   all code.
 * @see https://github.com/aws/aws-appsync-community/issues/334
 */
export function checkTypes(codes: Readonly<Record<string, string>>): readonly TypeRefusal[] {
  const { program, files } = programOf(Object.values(codes));
  return Object.entries(codes).flatMap(([name, code], index) => {
    const file = files[index]!;
    const syntactic = program.getSyntacticDiagnostics(file);
    const found = syntactic.length > 0 ? syntactic : program.getSemanticDiagnostics(file);
    if (found.length === 0) return [];
    const originOf = origins(code);
    return found.map((diagnostic) => refusal(name, diagnostic, originOf));
  });
}

function refusal(
  name: string,
  { file, start = 0, length = 0, code: number, messageText }: ts.Diagnostic,
  originOf: ReturnType<typeof origins>,
): TypeRefusal {
  // A missing global type, such as `Promise`, has no position in the code.
  const at = file?.getLineAndCharacterOfPosition(start) ?? { line: 0, character: 0 };
  const position = { line: at.line + 1, column: at.character + 1 };
  const origin = originOf(position);
  return {
    code: name,
    position,
    span: length,
    rule: `TS${number}`,
    reason: compiler().flattenDiagnosticMessageText(messageText, '\n'),
    ...(origin && { origin }),
  };
}

/**
 * `file:line:column: reason (TS2345)`, on one line. The position is in the original source if
 * known, otherwise in the code.
 */
export function described({ code, position, origin, reason, rule }: TypeRefusal): string {
  const { file, line, column } = origin ?? { file: code, ...position };
  return `${file}:${line}:${column}: ${reason.replace(/\n\s*/g, ' ')} (${rule})`;
}

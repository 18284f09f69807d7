import type ts from 'typescript';
import type { Position } from '../evaluator/codeError';
import { compiler } from './compiler';
import { programOf } from './program';
import { origins, type Origin } from './sourceMap';

/** One thing that AppSync's type check refuses. */
export interface TypeRefusal {
  /** The name of the code. */
  readonly code: string;
  readonly position: Position;
  /** Characters that it is about, from `position` on. */
  readonly span: number;
  /** TypeScript's code: `TS2345`. */
  readonly rule: string;
  /** TypeScript's text, which may have several lines. */
  readonly reason: string;
  /** The same position in the source, when the code has an inline source map. */
  readonly origin?: Origin;
}

/**
 * Checks the types of code as AppSync does when it is deployed. It takes a second to load the compiler,
 * and some milliseconds for each piece of code: give it all code at once.
 *
 * @param codes ES modules as they are deployed, by the name that stands in refusals
 * @returns every refusal, in the order of `codes` and of their lines; none when all of it may be deployed
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
  // That a global type is missing, such as that of promises, has no place in the code.
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

/** `file:line:column: reason (TS2345)`, in one line; of the source when it is known, else of the code. */
export function described({ code, position, origin, reason, rule }: TypeRefusal): string {
  const { file, line, column } = origin ?? { file: code, ...position };
  return `${file}:${line}:${column}: ${reason.replace(/\n\s*/g, ' ')} (${rule})`;
}

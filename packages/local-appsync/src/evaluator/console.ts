import { CODE_FILE } from './compile';
import type { HostFunction } from './invocation';

const levels: Readonly<Record<string, string>> = { log: 'INFO', error: 'ERROR' };

/** Formats a log line as EvaluateCode does. */
export function logLine(level: string, line: number, column: number, text: string): string {
  return `${level} - ${CODE_FILE}:${line}:${column}: ${text}`;
}

/** `console.log` and `console.error`. The compiled code passes the position of the call. */
export const log: HostFunction = (invocation, [line, column, method, text]) => {
  invocation.logs.push(
    logLine(levels[String(method)] ?? 'INFO', Number(line), Number(column), String(text)),
  );
};

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Handler, HandlerContext } from './appsync/evaluator';
import { contextSchema, evaluateCode } from './appsync/evaluator/evaluateCode';
import { LocalError } from './error';

const USAGE =
  'Usage: pnpm evaluate --code FILE --function request|response --context FILE (a bundle or a plain .js file; the context is JSON)';

interface Arguments {
  readonly code: string;
  readonly handler: Handler;
  readonly context: HandlerContext;
}

function readArguments(): Arguments {
  const { code, context, function: handler } = readFlags();
  if (code === undefined || context === undefined) throw new LocalError(USAGE);
  if (handler !== 'request' && handler !== 'response') throw new LocalError(USAGE);
  return { code: readText(code), handler, context: readContext(context) };
}

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        code: { type: 'string' },
        function: { type: 'string' },
        context: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    throw new LocalError(`${error instanceof Error ? error.message : String(error)} ${USAGE}`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new LocalError(error instanceof Error ? error.message : `${file} cannot be read.`);
  }
}

function readContext(file: string): HandlerContext {
  let value: unknown;
  try {
    value = JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof LocalError) throw error;
    throw new LocalError(`${file} is not JSON.`);
  }
  const parsed = contextSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new LocalError(`${file}: ${issue?.path.join('.') || 'the context'}: ${issue?.message}`);
}

try {
  const { code, handler, context } = readArguments();
  process.stdout.write(`${JSON.stringify(evaluateCode(code, handler, context), null, 2)}\n`);
} catch (error) {
  if (!(error instanceof LocalError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

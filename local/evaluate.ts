import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Handler, HandlerContext } from './appsync/evaluator';
import {
  CONTEXT_MAX_LENGTH,
  contextSchema,
  evaluateCode,
  type EvaluateCodeOutput,
} from './appsync/evaluator/evaluateCode';
import { LocalError } from './error';

const USAGE =
  'Usage: pnpm evaluate [--check] --code FILE --function request|response --context FILE (a bundle or a plain .js file; the context is JSON; --check checks the types first and fails on code that would not deploy)';

interface Arguments {
  readonly code: string;
  readonly handler: Handler;
  readonly context: HandlerContext;
  readonly check: boolean;
}

function readArguments(): Arguments {
  const { code, context, function: handler, check = false } = readFlags();
  if (code === undefined || context === undefined) throw new LocalError(USAGE);
  if (handler !== 'request' && handler !== 'response') throw new LocalError(USAGE);
  return { code: readText(code), handler, context: readContext(context), check };
}

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        code: { type: 'string' },
        function: { type: 'string' },
        context: { type: 'string' },
        check: { type: 'boolean' },
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
  const text = readText(file);
  if (text.length > CONTEXT_MAX_LENGTH) {
    throw new LocalError(
      `${file} has ${text.length} characters, white space included. EvaluateCode takes at most ${CONTEXT_MAX_LENGTH} as a context.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LocalError(`${file} is not JSON.`);
  }
  const parsed = contextSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new LocalError(`${file}: ${issue?.path.join('.') || 'the context'}: ${issue?.message}`);
}

/** Loads the compiler, which takes longer than the rest of this command. */
async function typeRefusal(code: string): Promise<EvaluateCodeOutput | undefined> {
  const { checkTypes } = await import('./appsync/typeCheck');
  const { refusedEvaluation } = await import('./appsync/typeCheck/evaluation');
  const refusals = checkTypes({ 'code.js': code });
  return refusals.length > 0 ? refusedEvaluation(refusals) : undefined;
}

try {
  const { code, handler, context, check } = readArguments();
  const refused = check ? await typeRefusal(code) : undefined;
  const output = refused ?? evaluateCode(code, handler, context);
  process.stdout.write(`${JSON.stringify(output, null, 2)}\n`);
  if (check && output.error?.codeErrors) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof LocalError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

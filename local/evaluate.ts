import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  checkTypes,
  CONTEXT_MAX_LENGTH,
  contextSchema,
  evaluateCode,
  refusedEvaluation,
  type EvaluateCodeOutput,
  type HandlerName,
  type HandlerContext,
} from 'local-appsync';
import { endWith, readArguments } from '../commandLine/readArguments';
import { tableNames } from './config';
import { LocalError } from './error';

const USAGE =
  'Usage: pnpm evaluate [--check] --code FILE --function request|response --context FILE (a resolver or step of this product, a bundle, or a plain .js file; the context is JSON; --check checks the types first and fails on code that would not deploy)';

interface Arguments {
  readonly code: string;
  readonly handler: HandlerName;
  readonly context: HandlerContext;
  readonly check: boolean;
}

async function readCommand(): Promise<Arguments> {
  const { values } = readArguments({
    usage: USAGE,
    options: {
      code: { type: 'string' },
      function: { type: 'string' },
      context: { type: 'string' },
      check: { type: 'boolean' },
    },
  });
  const { code, context, function: handler, check = false } = values;
  if (code === undefined || context === undefined) return endWith(USAGE);
  if (handler !== 'request' && handler !== 'response') return endWith(USAGE);
  return { code: await readCode(code), handler, context: readContext(context), check };
}

/** TypeScript is bundled as for AppSync, with the table names of the local stack. */
async function readCode(file: string): Promise<string> {
  if (!file.endsWith('.ts')) return readText(file);
  const { bundle } = await import('../resolvers/bundle');
  try {
    return await bundle(resolve(file), {
      tableNames,
      bundlesUrl: 'http://localhost:4000/bundles',
      pageKey: '[0,0]',
    });
  } catch (error) {
    throw new LocalError(`${file} cannot be bundled: ${firstMistake(error)}`);
  }
}

/** The first error that esbuild reports. */
const firstMistake = (error: unknown): string => {
  const lines = error instanceof Error ? error.message.split('\n') : [];
  return lines.find((line) => line.includes('error: ')) ?? lines[0] ?? 'the build failed.';
};

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
      `${file} has ${text.length} characters, including white space. EvaluateCode accepts a context of at most ${CONTEXT_MAX_LENGTH}.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LocalError(`${file} is not valid JSON.`);
  }
  const parsed = contextSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new LocalError(`${file}: ${issue?.path.join('.') || 'the context'}: ${issue?.message}`);
}

function typeRefusal(code: string): EvaluateCodeOutput | undefined {
  const refusals = checkTypes({ 'code.js': code });
  return refusals.length > 0 ? refusedEvaluation(refusals) : undefined;
}

try {
  const { code, handler, context, check } = await readCommand();
  const refused = check ? typeRefusal(code) : undefined;
  const output = refused ?? evaluateCode(code, handler, context);
  process.stdout.write(`${JSON.stringify(output, null, 2)}\n`);
  if (check && output.error?.codeErrors) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof LocalError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

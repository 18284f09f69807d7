import {
  AppSyncClient,
  BadRequestException,
  EvaluateCodeCommand,
  type EvaluateCodeCommandOutput,
} from '@aws-sdk/client-appsync';
import type { EvaluateCodeOutput } from '../../src/evaluator/evaluateCode';
import type { Target } from './targets';

/** AWS's EvaluateCode, or the endpoint that `AWS_ENDPOINT_URL` names instead. */
export interface AwsTarget extends Target {
  readonly region: string;
  /** Whether AWS itself sent every response so far. */
  isAws(): boolean;
}

/** @throws Error that names what is missing, without credentials or a region */
export async function awsTarget(): Promise<AwsTarget> {
  const client = new AppSyncClient({ retryMode: 'adaptive', maxAttempts: 10 });
  const region = await settingsOf(client);
  const hosts = new Set<string>();
  client.middlewareStack.add(
    (next) => (args) => {
      hosts.add((args.request as { hostname: string }).hostname);
      return next(args);
    },
    { step: 'finalizeRequest', name: 'hosts' },
  );
  return {
    name: `EvaluateCode in ${region}`,
    region,
    isAws: () => hosts.size > 0 && [...hosts].every((host) => host.endsWith('.amazonaws.com')),
    async evaluate({ code, context }) {
      try {
        return outputOf(
          await client.send(
            new EvaluateCodeCommand({
              runtime: { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' },
              code,
              context: JSON.stringify(context),
              function: 'response',
            }),
          ),
        );
      } catch (error) {
        if (!(error instanceof BadRequestException)) throw error;
        return { error: { message: error.message, codeErrors: [wholeCode(error)] }, logs: [] };
      }
    },
  };
}

async function settingsOf({ config }: AppSyncClient): Promise<string> {
  try {
    const [region] = await Promise.all([config.region(), config.credentials()]);
    return region;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `TARGET=aws needs a region and credentials that may call appsync:EvaluateCode, such as AWS_REGION and AWS_PROFILE. (${reason})`,
    );
  }
}

function outputOf(output: EvaluateCodeCommandOutput): EvaluateCodeOutput {
  const { error, evaluationResult, logs = [], stash, outErrors } = output;
  return {
    ...(evaluationResult !== undefined && { evaluationResult }),
    ...(error && {
      error: {
        message: error.message ?? '',
        ...(error.codeErrors && {
          codeErrors: error.codeErrors.map(({ errorType = '', value = '', location }) => ({
            errorType,
            value,
            location: {
              line: location?.line ?? 0,
              column: location?.column ?? 0,
              span: location?.span ?? 0,
            },
          })),
        }),
      },
    }),
    logs,
    ...(stash !== undefined && { stash }),
    ...(outErrors !== undefined && { outErrors }),
  };
}

/** Code that the service does not even evaluate. */
const wholeCode = ({ name, message }: BadRequestException) => ({
  errorType: name,
  value: message,
  location: { line: 0, column: 0, span: 0 },
});

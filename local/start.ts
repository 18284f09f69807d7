import { CatalogueError } from '../catalogue/read';
import { readArguments } from '../commandLine/readArguments';
import { DATA_FOLDER, readConfig, type LocalConfig } from './config';
import { LocalError } from './error';

// Suppresses the SDK's warning about a Node.js version that this stack supports.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

try {
  const { values } = readArguments({
    usage: 'Usage: pnpm start [--memory] [--reset]',
    options: { memory: { type: 'boolean' }, reset: { type: 'boolean' } },
  });
  const config = readConfig(values, process.env);
  const { startStack } = await import('./stack');
  const stack = await startStack(config);
  const end = () => void stack.stop().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  // Printed only once Ctrl-C ends the stack as described.
  console.log(welcome(stack.url, stack.apiKey, stack.exerciseCount, config));
} catch (error) {
  if (!(error instanceof LocalError) && !(error instanceof CatalogueError)) throw error;
  console.error(error.message);
  process.exit(1);
}

function welcome(url: string, apiKey: string, exerciseCount: number, config: LocalConfig): string {
  const github = config.github ? 'with GitHub' : 'with any username, on a stand-in GitHub';
  const data = config.memory ? 'in memory, lost when the stack stops' : `in ${DATA_FOLDER}/`;
  return `
  akasha-labs is running: ${exerciseCount} exercises, data ${data}

  Explorer   ${url}
  GraphQL    ${url}/graphql
  Realtime   ${url.replace('http', 'ws')}/graphql/realtime
  Auth       ${url}/auth/github, ${url}/auth/token
  Health     ${url}/healthz
  Metrics    ${url}/metrics
  API key    ${apiKey}   (header x-api-key)
  Sign in    in the explorer, ${github}${
    config.github ? '' : `; or: npx pnpm session <login>   (header Authorization)`
  }

  Press Ctrl-C to stop.
`;
}

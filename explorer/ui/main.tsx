import './workers';
import 'graphiql/style.css';
import './style.css';
import { GraphiQL, type GraphiQLProps } from 'graphiql';
import type { ExecutionResult } from 'graphql';
import { createRoot } from 'react-dom/client';
import { AccountBar } from './AccountBar';
import { loadSchema, loadViewer, post, withApiKey, withCredential } from './api';
import { examples } from './examples';
import { completeSignIn } from './signIn';
import { getState, resumeSession } from './state';

const fetcher: GraphiQLProps['fetcher'] = async (request, options) => {
  // The schema is public and remains readable while a session is refused. Headers entered in the
  // editor are sent unchanged: nothing is added that could change their effect.
  const typed = (options?.headers ?? {}) as Record<string, string>;
  const isOwn = Object.keys(typed).some((name) => /^(authorization|x-api-key)$/i.test(name));
  const isIntrospection = request.operationName === 'IntrospectionQuery';
  const credential = isOwn ? {} : isIntrospection ? withApiKey() : withCredential();
  const response = await post(request, { ...credential, ...typed });
  return (await response.json()) as ExecutionResult;
};

const schema = await loadSchema();
resumeSession();
await completeSignIn();

createRoot(document.getElementById('explorer')!).render(
  <>
    <AccountBar />
    <GraphiQL
      fetcher={fetcher}
      {...(schema && { schema })}
      defaultTabs={examples}
      defaultQuery=""
      defaultEditorToolsVisibility="variables"
    >
      <GraphiQL.Logo>{null}</GraphiQL.Logo>
    </GraphiQL>
  </>,
);

if (getState().session) await loadViewer();

import { authOrigin, signOut } from './api';
import { beginSignIn } from './signIn';
import { setState, useExplorerState, type Credential } from './state';

/** Shows who is signed in, and which credential the requests below carry. */
export function AccountBar() {
  const { session, username, credential, notice } = useExplorerState();
  return (
    <header className="bar">
      <p className="brand">
        <strong>akasha-labs</strong> <span>GraphQL explorer</span>
      </p>
      <p className="notice" role="status">
        {notice && (
          <>
            {notice}
            <button type="button" aria-label="Dismiss" onClick={() => setState({ notice: null })}>
              ×
            </button>
          </>
        )}
      </p>
      {session && (
        <fieldset className="credential">
          <legend>Send</legend>
          <Choice value="API_KEY" label="API key" current={credential} />
          <Choice value="SESSION" label="Session token" current={credential} />
        </fieldset>
      )}
      {session ? (
        <div className="account">
          <span>
            Signed in{' '}
            {username && (
              <>
                as <strong>{username}</strong>
              </>
            )}
          </span>
          <button type="button" onClick={() => void signOut()}>
            Sign out
          </button>
        </div>
      ) : (
        <div className="account">
          <span>Signed out · sending the API key</span>
          {authOrigin !== undefined && (
            <button type="button" className="primary" onClick={() => void beginSignIn()}>
              Sign in
            </button>
          )}
        </div>
      )}
    </header>
  );
}

function Choice(props: { value: Credential; label: string; current: Credential }) {
  return (
    <label>
      <input
        type="radio"
        name="credential"
        checked={props.current === props.value}
        onChange={() => setState({ credential: props.value })}
      />
      <span>{props.label}</span>
    </label>
  );
}

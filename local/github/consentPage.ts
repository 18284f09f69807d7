import { createHash } from 'node:crypto';
import { LOGIN_RULE } from './account';

const style = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --paper: #fff; --ground: #f6f8fa; --go: #1f883d; --bad: #d1242f; --focus: #0969da; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f6fc; --soft: #9198a1; --line: #3d444d; --paper: #151b23; --ground: #0d1117; --go: #238636; --bad: #ff7b72; --focus: #4493f8; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; padding: 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; }
.note { display: inline-block; margin: 0 0 1rem; padding: .125rem .625rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--soft); font-size: .8125rem; }
h1 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.3; }
p { margin: 0 0 1.25rem; color: var(--soft); }
p:has(+ ul) { margin-bottom: .375rem; }
ul { margin: 0 0 1.25rem; padding-left: 1.25rem; color: var(--soft); }
label { display: block; margin-bottom: .375rem; font-weight: 600; }
input { width: 100%; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--ground); color: inherit; font: inherit; }
input[aria-invalid=true] { border-color: var(--bad); }
.hint { margin: .375rem 0 1.25rem; font-size: .875rem; }
.problem { margin: .375rem 0 0; color: var(--bad); font-size: .875rem; font-weight: 600; }
.actions { display: flex; gap: .75rem; }
button { flex: 1; padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--ground); color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
button.go { background: var(--go); border-color: transparent; color: #fff; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** No scripts, no frames, nothing from other origins. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; frame-ancestors 'none'`,
};

const meanings = new Map([
  ['read:user', 'Your profile'],
  ['user:email', 'Your email addresses'],
]);

/**
 * The page on which people choose a login.
 *
 * @param scopes requested by the application
 * @param refused an invalid login that was entered
 */
export function consentPage(scopes: readonly string[], refused?: string): Response {
  const wanted = scopes.map((scope) => `<li>${escapeHtml(meanings.get(scope) ?? scope)}</li>`);
  const problem =
    refused === undefined
      ? ''
      : `<p class="problem" id="problem" role="alert">“${escapeHtml(refused)}” is not a valid GitHub login.</p>`;
  const invalid = refused === undefined ? '' : ' aria-invalid="true"';
  const describedBy = refused === undefined ? 'hint' : 'problem hint';
  return page(
    refused === undefined ? 200 : 422,
    'Authorize akasha-labs',
    `<p>akasha-labs would like to read:</p>
<ul>${wanted.join('')}</ul>
<form method="post">
<label for="login">Sign in as</label>
<input id="login" name="login" value="${escapeHtml(refused ?? '')}" maxlength="39" required autofocus autocomplete="username" autocapitalize="none" spellcheck="false" aria-describedby="${describedBy}"${invalid}>
${problem}
<p class="hint" id="hint">Choose any name. No password is required. ${LOGIN_RULE}</p>
<div class="actions">
<button class="go" name="decision" value="authorize">Authorize</button>
<button name="decision" value="cancel" formnovalidate>Cancel</button>
</div>
</form>`,
  );
}

/** A page with the reason that the requested page cannot be shown. */
export const problemPage = (status: number, title: string, text: string): Response =>
  page(status, title, `<p>${escapeHtml(text)}</p>`);

const page = (status: number, title: string, content: string): Response =>
  new Response(
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Stand-in GitHub</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="note">Stand-in GitHub, on your own machine</p>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`,
    { status, headers },
  );

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

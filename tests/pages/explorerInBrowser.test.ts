import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signIn, type SignedIn } from '../../local/signIn';
import { startStack, type Stack } from '../../local/stack';
import { launchBrowser, noBrowser, trace, type Traces } from './browser';
import { operation } from '../support/operation';

/** Polls a value on the page until the assertion holds. */
const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 10_000 });

describe.skipIf(noBrowser)('the explorer in a browser', { timeout: 20_000 }, () => {
  let stack: Stack;
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack({ memory: true, port: 0 }), launchBrowser()]);
    context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    context.setDefaultTimeout(15_000);
  }, 30_000);
  afterAll(async () => {
    await browser.close();
    await stack.stop();
  });

  let page: Page;
  let traces: Traces;
  /** Errors that a test expects in the browser's console. */
  let expectedErrors: RegExp[];
  beforeEach(async () => {
    traces = trace(context);
    expectedErrors = [];
    page = await context.newPage();
    // One shared context, so that scripts are compiled once. Each test is still a first visit.
    await context.clearCookies();
    await page.goto(`${stack.url}/favicon.ico`);
    await page.evaluate('localStorage.clear()');
  });
  afterEach(async () => {
    await page.close();
    traces.stop();
    expect([...traces.origins]).toEqual([stack.url]);
    const isExpected = (error: string) => expectedErrors.some((pattern) => pattern.test(error));
    expect(traces.errors.filter((error) => !isExpected(error))).toEqual([]);
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const editor = () => page.getByRole('region', { name: 'Operation Editor' });
  const notice = () => page.getByRole('status').first().innerText();

  const visit = (path = '/') => page.goto(stack.url + path);

  async function signInOnPage(login: string): Promise<void> {
    await button('Sign in').click();
    await page.getByRole('textbox').fill(login);
    await button('Authorize').click();
    await page.getByText(`Signed in as ${login}`).waitFor();
  }

  /** Visits the page as a reloaded tab does, with an existing session. */
  async function visitWith(session: SignedIn): Promise<void> {
    const kept = JSON.stringify(JSON.stringify(session));
    await page.evaluate(`sessionStorage.setItem('akasha-labs:session', ${kept})`);
    await visit();
  }

  /** Runs a query in a new tab, which is named after the operation. */
  async function run(name: string, selection: string): Promise<void> {
    // A tab that is opened before the editor exists would have no text of its own.
    const line = editor().locator('.view-line').first();
    await line.waitFor();
    await button('New tab').click();
    await eventually(() => editor().locator('.view-lines').innerText()).toBe('');
    await line.click();
    await page.keyboard.insertText(`query ${name} ${selection}`);
    // Before that, the editor would run the operation of the previous tab.
    await button(name).waitFor();
    await page.keyboard.press('ControlOrMeta+Enter');
  }

  /** The text of the result window, without white space. */
  const result = async () =>
    (await page.getByRole('region', { name: 'Result Window' }).innerText()).replace(/\s/g, '');

  const askApi = (token: string, query: string = operation(`{ viewer { username } }`)) =>
    fetch(`${stack.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: token },
      body: JSON.stringify({ query }),
    });

  const keptToken = async () => {
    const storage = await page.evaluate('Object.values(sessionStorage)');
    return (JSON.parse((storage as string[])[0]!) as { token: string }).token;
  };

  it('shows the catalogue and the documentation before sign-in', async () => {
    await visit();
    await editor().locator('.view-line').first().waitFor();
    await button('Execute query (Ctrl-Enter)').click();
    await eventually(result).toMatch(/^{"data":{"exercises":{"items":\[{"id":"[a-z0-9-]+"/);

    await page.getByRole('button', { name: /documentation/i }).click();
    await page.getByRole('link', { name: 'Query', exact: true }).click();
    await page.getByText('Exercises, in catalogue order.').waitFor();
  });

  it('signs a person in, runs a query, and ends the session on sign-out', async () => {
    await visit();
    await signInOnPage('ada-lovelace');
    expect(page.url()).toBe(`${stack.url}/`);
    await run('Me', operation(`{ viewer { username } }`));
    await eventually(result).toBe('{"data":{"viewer":{"username":"ada-lovelace"}}}');

    const token = await keptToken();
    expect((await askApi(token)).status).toBe(200);
    await button('Sign out').click();
    await eventually(notice).toContain('You are signed out.');
    expect((await askApi(token)).status).toBe(401);
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  it('stays signed in after a reload, and can switch to the API key', async () => {
    await visitWith(await signIn(stack.url, 'grace'));
    await page.getByText('Signed in as grace').waitFor();
    await page.getByText('API key', { exact: true }).click();
    await run('Me', operation(`{ viewer { username } }`));
    await eventually(result).toContain('NotAuthorizedtoaccessviewerontypeQuery');

    await page.getByText('Session token', { exact: true }).click();
    await run('MyId', operation(`{ viewer { id } }`));
    await eventually(result).toMatch(/^{"data":{"viewer":{"id":"\d+"}}}$/);
  });

  it('returns signed out when the sign-in is cancelled', async () => {
    await visit();
    await button('Sign in').click();
    await button('Cancel').click();
    await eventually(notice).toContain('You cancelled the sign-in.');
    await button('Sign in').waitFor();
    expect(page.url()).toBe(`${stack.url}/`);
  });

  it('reports an error for a sign-in that it did not start', async () => {
    await visit('/?code=made-up');
    await eventually(notice).toContain('The sign-in failed.');
    expect(page.url()).toBe(`${stack.url}/`);
  });

  it('discards an expired session', async () => {
    const { token } = await signIn(stack.url, 'barbara');
    await visitWith({ token, expiresAt: new Date(0).toISOString() });
    await eventually(notice).toContain('Your session expired.');
    await button('Sign in').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  it('shows the person as signed out once the API rejects the session', async () => {
    const session = await signIn(stack.url, 'alan');
    await visitWith(session);
    await page.getByText('Signed in as alan').waitFor();
    await askApi(session.token, operation(`mutation { logout { sessionsEnded } }`));

    expectedErrors.push(/status of 401 .*\/graphql\)$/);
    await run('Me', operation(`{ viewer { username } }`));
    await eventually(notice).toContain('The API refused your session');
    await button('Sign in').waitFor();
    await eventually(result).toContain('"errorType":"UnauthorizedException"');
  });

  it('keeps a session that the API rejects only once, and retries the operation', async () => {
    await visitWith(await signIn(stack.url, 'katherine'));
    await page.getByText('Signed in as katherine').waitFor();
    let refused = 0;
    await page.route('**/graphql', async (route) => {
      if (refused > 0 || !route.request().postData()?.includes('Me')) return route.continue();
      refused += 1;
      return route.fulfill({
        status: 401,
        json: {
          errors: [
            {
              errorType: 'UnauthorizedException',
              message: 'You are not authorized to make this call.',
            },
          ],
        },
      });
    });

    expectedErrors.push(/status of 401 .*\/graphql\)$/);
    await run('Me', operation(`{ viewer { username } }`));
    await eventually(result).toBe('{"data":{"viewer":{"username":"katherine"}}}');
    expect(refused).toBe(1);
    await page.getByText('Signed in as katherine').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(1);
  });

  it('does not claim that a session has ended when the API only rejected it', async () => {
    await visitWith(await signIn(stack.url, 'dorothy'));
    await page.getByText('Signed in as dorothy').waitFor();
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('SignOut')
        ? route.fulfill({ status: 401, json: { errors: [] } })
        : route.continue(),
    );

    expectedErrors.push(/status of 401 .*\/graphql\)$/);
    await button('Sign out').click();
    await eventually(notice).toContain('The API refused it, so it has probably ended. If not,');
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  it('explains why a sign-in returned without a code', async () => {
    await visit('/?error=sign_in_expired');
    await eventually(notice).toContain('The sign-in took too long');
    expect(page.url()).toBe(`${stack.url}/`);
    await visit('/?error=toString');
    await eventually(notice).toMatch(/^The sign-in failed\. Try again\.\s*×?$/);
  });

  it('supports sign-in and use with only the keyboard', async () => {
    await visit();
    await button('Sign in').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox').waitFor();
    await page.keyboard.type('edsger');
    await page.keyboard.press('Enter');
    await page.getByText('Signed in as edsger').waitFor();

    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowLeft');
    expect(await page.getByRole('radio', { name: 'API key' }).isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await eventually(notice).toContain('You are signed out.');

    await editor().locator('.view-line').first().click();
    await page.keyboard.press('Control+m');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest(".monaco-editor")')).toBeNull();
  });
});

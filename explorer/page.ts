/** Where the explorer finds the API, and how it authenticates. */
export interface Addresses {
  /** Sent as `x-api-key` while no one is signed in. */
  readonly apiKey: string;
  readonly graphql: string;
  /** The origin of the sign-in. Empty for that of the page. Absent if it does not accept the page. */
  readonly auth?: string;
  /** The result of an introspection, for an API that refuses introspection. */
  readonly schema?: string;
}

/** What `build.ts` prints: the explorer without its page, which contains the addresses of a stage. */
export interface Build {
  readonly version: string;
  /** The folder with the files. */
  readonly folder: string;
  /** Names of the files. */
  readonly files: readonly string[];
  /** The result of an introspection, in JSON. */
  readonly schema: string;
}

/**
 * The document that loads the explorer. It has no inline script, because its policy allows none.
 */
export function renderPage(version: string, { apiKey, graphql, auth, schema }: Addresses): string {
  const data = Object.entries({ 'api-key': apiKey, graphql, auth, schema })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `data-${name}="${value}"`)
    .join(' ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>akasha-labs · GraphQL explorer</title>
    <link rel="icon" href="/favicon.ico" type="image/svg+xml" />
    <script type="module" src="/explorer/${version}/main.js"></script>
  </head>
  <body>
    <div id="explorer" ${data}>
      <p style="margin: 2em; font: 16px system-ui, sans-serif">Loading the explorer…</p>
    </div>
    <!-- After the text above, which is shown while these load. -->
    <link rel="stylesheet" href="/explorer/${version}/main.css" />
    <noscript>The explorer needs JavaScript. The API itself is at POST ${graphql}.</noscript>
  </body>
</html>
`;
}

/** The page for addresses that do not exist. */
export const notFoundPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Not found · akasha-labs</title>
  </head>
  <body style="margin: 2em; font: 16px system-ui, sans-serif">
    <h1>Not found</h1>
    <p>There is no page at this address. <a href="/">Go to the first page</a>.</p>
  </body>
</html>
`;

/** SVG. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
  '<rect width="32" height="32" rx="7" fill="#b5126f"/>' +
  '<path d="M8 24 16 7l8 17M11.5 18h9" fill="none" stroke="#fff" stroke-width="3"/></svg>';

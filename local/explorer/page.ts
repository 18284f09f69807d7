/**
 * The document that loads the explorer. It has no inline script, because its policy allows none.
 */
export function renderPage(version: string, apiKey: string): string {
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
    <div id="explorer" data-api-key="${apiKey}">
      <p style="margin: 2em; font: 16px system-ui, sans-serif">Loading the explorer…</p>
    </div>
    <!-- After the text above, which is shown while these load. -->
    <link rel="stylesheet" href="/explorer/${version}/main.css" />
    <noscript>The explorer needs JavaScript. The API itself is at POST /graphql.</noscript>
  </body>
</html>
`;
}

/** SVG. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
  '<rect width="32" height="32" rx="7" fill="#b5126f"/>' +
  '<path d="M8 24 16 7l8 17M11.5 18h9" fill="none" stroke="#fff" stroke-width="3"/></svg>';

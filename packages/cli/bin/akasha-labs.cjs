#!/usr/bin/env node
// Node.js of any age can read this file, so that an old one gets a sentence and no stack trace.
var found = process.versions.node.split('.').map(Number);
// As in `engines` of package.json.
if ((found[0] === 20 && found[1] >= 19) || (found[0] === 22 && found[1] >= 13) || found[0] >= 24) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  require('../dist/cli.cjs');
} else {
  console.error(
    'akasha-labs needs Node.js 20.19, 22.13, or 24 or later. This is Node.js ' +
      process.versions.node +
      '.',
  );
  process.exitCode = 8;
}

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { icon, notFoundPage, renderPage, type Build } from '../explorer/page';
import { apiKey } from './apiKey';
import { siteUrl, webBucket } from './cdn';
import { graphqlUrl } from './graphqlDomain';
import { rest } from './rest';
import { headersOf } from './siteFiles';
import { settings, stageName } from './stage';

/** What is in a file of the site: its text, or where to read it. */
type Content = { readonly content: $util.Input<string> } | { readonly source: string };

/** By path, relative to the root of the site. */
type Site = Readonly<Record<string, Content>>;

const built = join($cli.paths.root, 'web/dist');

function readFolder(folder: string): Site {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => ({ path, source: join(folder, path) }))
    .filter(({ source }) => statSync(source).isFile());
  return Object.fromEntries(files.map(({ path, source }) => [path, { source }]));
}

/** The explorer, with the addresses of the stage. Its files are bundled in another process. */
function explorerSite(): Site {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/launch.mjs', 'explorer/build.ts'],
    { cwd: $cli.paths.root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(stderr);
  const { version, folder, files, schema } = JSON.parse(stdout) as Build;
  const page = $resolve({
    key: apiKey.key,
    graphql: graphqlUrl,
    auth: rest.url,
    site: siteUrl,
  }).apply(({ key, graphql, auth, site }) =>
    renderPage(version, {
      apiKey: key,
      graphql,
      // The sign-in returns to the stage's frontend only.
      ...(settings.frontendUrl === site && { auth }),
      schema: '/schema.json',
    }),
  );
  return {
    'index.html': { content: page },
    '404.html': { content: notFoundPage },
    'favicon.ico': { content: icon },
    'schema.json': { content: schema },
    ...Object.fromEntries(
      files.map((file) => [`explorer/${version}/${file}`, { source: join(folder, file) }]),
    ),
  };
}

const site = existsSync(built) ? readFolder(built) : explorerSite();

if (!('404.html' in site)) throw new Error('web/dist has no 404.html. The CDN needs it.');

for (const [path, content] of Object.entries(site)) {
  new aws.s3.BucketObjectv2(stageName(`web/${path}`), {
    bucket: webBucket.bucket,
    key: path,
    ...headersOf(path),
    ...('source' in content
      ? { source: new $util.asset.FileAsset(content.source) }
      : { content: content.content }),
  });
}

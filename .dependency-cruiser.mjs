/** From bottom to top. A file imports only from its own layer and those below, types included. */
const LAYERS = [
  'scripts/',
  'model/',
  'commandLine/',
  'functions/',
  // Packages do not depend on the product.
  'packages/',
  'resolvers/',
  'explorer/',
  'infra/',
  'catalogue/',
  'local/',
  'ops/',
  'tests/',
  'bench/',
];

const upwards = LAYERS.slice(0, -1).map((layer, i) => ({
  name: `nothing-above-${layer.replace(/\W.*/, '')}`,
  severity: 'error',
  // A package's tests use the product's database, and also run the package behind its servers.
  from: { path: `^${layer}`, pathNot: '^packages/[^/]+/tests/' },
  to: { path: `^(${LAYERS.slice(i + 1).join('|')})` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'package-alone',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/' },
      to: { pathNot: '^packages/$1/(src/|package[.]json$)', dependencyTypes: ['local'] },
    },
    {
      name: 'package-declares-its-dependencies',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: '^packages/cli/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-dev', 'npm-unknown', 'unknown'] },
    },
    {
      name: 'cli-declares-its-dependencies',
      comment: 'Its build puts them into one script, so that people install nothing else.',
      severity: 'error',
      from: { path: '^packages/cli/src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
    {
      name: 'product-runs-without-dev-dependencies',
      comment: 'A first start installs only `dependencies`.',
      severity: 'error',
      from: {
        path: '^(scripts/[^/]+$|model|commandLine|functions|resolvers|explorer|infra|catalogue|local|ops)',
        // Authors' checks. Their command installs everything.
        pathNot: '^catalogue/check/',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-door',
      severity: 'error',
      from: { pathNot: '^packages/[^/]+/(src|tests)/' },
      to: { path: '^packages/', pathNot: '^packages/[^/]+/src/index[.]ts$' },
    },
    ...upwards,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    // SST's components, and build results.
    exclude: { path: ['^\\.sst/', '^packages/[^/]+/dist/'] },
  },
};

/** From the bottom to the top: what stands in one imports from its own and from those below, types too. */
const LAYERS = [
  'scripts/',
  'model/',
  'commandLine/',
  'functions/',
  // They know nothing of the product.
  'packages/',
  'resolvers/',
  'infra/',
  'catalogue/',
  'local/',
  'stats/',
  'tests/',
  'bench/',
];

const upwards = LAYERS.slice(0, -1).map((layer, i) => ({
  name: `nothing-above-${layer.replace(/\W.*/, '')}`,
  severity: 'error',
  // The tests of a package need a database, and run it behind the servers of the product too.
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
      to: { pathNot: '^packages/$1/src/', dependencyTypes: ['local'] },
    },
    {
      name: 'package-declares-its-dependencies',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-dev', 'npm-unknown', 'unknown'] },
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
    // SST's own components, and what is built.
    exclude: { path: ['^\\.sst/', '^packages/[^/]+/dist/'] },
  },
};

/** From the bottom to the top: what stands in one imports from its own and from those below, types too. */
const LAYERS = [
  'model/',
  'commandLine/',
  'functions/',
  // Knows nothing of the product.
  'local/appsync/',
  'resolvers/',
  'infra/',
  'catalogue/',
  'local/(?!appsync/)',
  'stats/',
  'tests/',
  'bench/',
];

const upwards = LAYERS.slice(0, -1).map((layer, i) => ({
  name: `nothing-above-${layer.replace(/\W.*/, '')}`,
  severity: 'error',
  from: { path: `^${layer}` },
  to: { path: `^(${LAYERS.slice(i + 1).join('|')})` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'appsync-alone',
      severity: 'error',
      from: { path: '^local/appsync/' },
      to: { pathNot: '^local/appsync/', dependencyTypes: ['local'] },
    },
    ...upwards,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    // SST's own components.
    exclude: { path: '^\\.sst/' },
  },
};

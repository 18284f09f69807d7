/**
 * Makes `sst dev` redeploy when these files are saved. By default, it watches the files that
 * `sst.config.ts` imports, but resolvers are bundled in another process, and the schema is read as
 * a file.
 */

/**
 * Never called. Referring to them here makes resolvers, and their imports, part of this program.
 */
export const resolvers = [
  (type: string, field: string) => import(`../resolvers/${type}.${field}.ts`),
  (step: string) => import(`../resolvers/steps/${step}.ts`),
];

// SST has no loader for it, so it cannot be imported.
if ($dev) {
  new sst.x.DevCommand('Schema', {
    dev: {
      title: 'schema.graphql',
      command: 'node scripts/launch.mjs infra/platform/deployOnSave.ts schema.graphql',
    },
  });
}

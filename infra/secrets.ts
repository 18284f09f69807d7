import { SECRET_NAMES, secretFault, type SecretName } from './secretRules';

// SST's own check of what is not set comes when other things have been created.
const faults = SECRET_NAMES.flatMap(
  (name) => secretFault(name, process.env[`SST_SECRET_${name}`]) ?? [],
);
if (faults.length > 0) {
  throw new Error(
    [
      ...faults,
      `\`npx pnpm secrets ${$app.stage}\` sets what is missing, \`npx pnpm sst secret set <Name> --stage ${$app.stage}\` replaces a value.`,
    ].join('\n'),
  );
}

/** Values are set per stage; what cannot work stops a deploy before it creates anything. */
export const secrets = Object.fromEntries(
  SECRET_NAMES.map((name) => [name, new sst.Secret(name)]),
) as Record<SecretName, sst.Secret>;

import { SECRET_NAMES, secretFault, type SecretName } from './secretRules';

// SST checks for unset secrets only after it has created other resources.
const faults = SECRET_NAMES.flatMap(
  (name) => secretFault(name, process.env[`SST_SECRET_${name}`]) ?? [],
);
if (faults.length > 0) {
  throw new Error(
    [
      ...faults,
      `To set missing secrets, run \`npx pnpm secrets ${$app.stage}\`. To replace a value, run \`npx pnpm sst secret set <Name> --stage ${$app.stage}\`.`,
    ].join('\n'),
  );
}

/** Values are set per stage. Values that cannot work stop a deploy before it creates anything. */
export const secrets = Object.fromEntries(
  SECRET_NAMES.map((name) => [name, new sst.Secret(name)]),
) as Record<SecretName, sst.Secret>;

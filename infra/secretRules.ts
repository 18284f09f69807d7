import { readJwtSecret } from '../functions/lib/jwtSecret';

/** Every secret of a stage. */
export const SECRET_NAMES = ['GithubClientId', 'GithubClientSecret', 'JwtSecret'] as const;

export type SecretName = (typeof SECRET_NAMES)[number];

/**
 * The reason a secret's value cannot work, as a sentence that names the secret and reveals nothing
 * of the value.
 */
export function secretFault(name: SecretName, value: string | undefined): string | undefined {
  if (value === undefined) return `${name} is not set.`;
  if (value === '') return `${name} is empty.`;
  // `sst secret set <Name> < file` treats the file's trailing line break as part of the value.
  if (value.split(',').some((each) => each !== each.trim())) {
    return `${name} starts or ends with white space or a line break.`;
  }
  if (name !== 'JwtSecret') return undefined;
  try {
    readJwtSecret(value);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

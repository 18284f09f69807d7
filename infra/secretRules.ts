import { readJwtSecret } from '../functions/lib/jwtSecret';

/** Every secret of a stage. */
export const SECRET_NAMES = ['GithubClientId', 'GithubClientSecret', 'JwtSecret'] as const;

export type SecretName = (typeof SECRET_NAMES)[number];

/**
 * What keeps the value of a secret from working, as a sentence that names the secret and shows nothing
 * of the value.
 */
export function secretFault(name: SecretName, value: string | undefined): string | undefined {
  if (value === undefined) return `${name} is not set.`;
  if (value === '') return `${name} is empty.`;
  // `sst secret set <Name> < file` takes the file's last line break for a part of the value.
  if (value.split(',').some((each) => each !== each.trim())) {
    return `${name} has white space or a line break at an end.`;
  }
  if (name !== 'JwtSecret') return undefined;
  try {
    readJwtSecret(value);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

import { randomBytes } from 'node:crypto';
import { secretFault, type SecretName } from '../secretRules';

/** The store of a stage's secrets. */
export interface SecretStore {
  /** The values of the secrets that are set, by name. */
  list(): ReadonlyMap<string, string>;
  set(name: SecretName, value: string): void;
}

/** 256 bits, as HS256 requires (RFC 7518 §3.2). */
const newJwtSecret = (): string => randomBytes(32).toString('base64url');

/**
 * Sets the secrets that a stage does not have yet: generates `JwtSecret`, and reads GitHub's two
 * from the environment. Existing values do not change. A value that cannot work is reported and not
 * set.
 *
 * @returns a line for each secret, and whether all are now set to values that can work
 */
export function setMissingSecrets(
  store: SecretStore,
  env: NodeJS.ProcessEnv,
): { lines: string[]; complete: boolean } {
  const existing = store.list();
  let complete = true;
  const needs = (name: SecretName, line: string): string => {
    complete = false;
    return `${name}: ${line}`;
  };
  const ensure = (name: SecretName, value: string | undefined, source: string): string => {
    const old = existing.get(name);
    if (old !== undefined) {
      const fault = secretFault(name, old);
      return fault === undefined
        ? `${name}: already set`
        : needs(name, `has an invalid value: ${fault} Replace it with sst secret set.`);
    }
    if (!value) return needs(name, `is missing; set ${source} and run this command again`);
    const fault = secretFault(name, value);
    if (fault !== undefined) return needs(name, `not set, because ${source} is invalid: ${fault}`);
    store.set(name, value);
    return `${name}: set`;
  };
  const lines = [
    ensure('JwtSecret', newJwtSecret(), 'chance'),
    ensure('GithubClientId', env['GITHUB_CLIENT_ID'], 'GITHUB_CLIENT_ID'),
    ensure('GithubClientSecret', env['GITHUB_CLIENT_SECRET'], 'GITHUB_CLIENT_SECRET'),
  ];
  return { lines, complete };
}

import { randomBytes } from 'node:crypto';

/** Where a stage keeps its secrets. */
export interface SecretStore {
  /** Names of those that are set. */
  list(): readonly string[];
  set(name: string, value: string): void;
}

/** 256 bits, as HS256 asks for (RFC 7518 §3.2). */
const newJwtSecret = (): string => randomBytes(32).toString('base64url');

/**
 * Sets what a stage does not have yet: `JwtSecret` is made up, GitHub's two are taken from the
 * environment. What is set stays as it is.
 *
 * @returns a line for each secret, and whether all are set now
 */
export function setMissingSecrets(
  store: SecretStore,
  env: NodeJS.ProcessEnv,
): { lines: string[]; complete: boolean } {
  const existing = store.list();
  const missing: string[] = [];
  const ensure = (name: string, value: string | undefined, otherwise: string): string => {
    if (existing.includes(name)) return `${name}: was set`;
    if (value) {
      store.set(name, value);
      return `${name}: set now`;
    }
    missing.push(name);
    return `${name}: is missing; ${otherwise}`;
  };
  const fromGithub = (name: string, variable: string) =>
    ensure(name, env[variable], `put it into ${variable} and run this again`);
  const lines = [
    ensure('JwtSecret', newJwtSecret(), ''),
    fromGithub('GithubClientId', 'GITHUB_CLIENT_ID'),
    fromGithub('GithubClientSecret', 'GITHUB_CLIENT_SECRET'),
  ];
  return { lines, complete: missing.length === 0 };
}

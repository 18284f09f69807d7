import { describe, expect, it } from 'vitest';
import { setMissingSecrets } from '../../infra/platform/missingSecrets';

function givenStore(existing: Record<string, string>) {
  const values = new Map(Object.entries(existing));
  return {
    values,
    list: () => [...values.keys()],
    set: (name: string, value: string) => void values.set(name, value),
  };
}

const GITHUB = { GITHUB_CLIENT_ID: 'an-id', GITHUB_CLIENT_SECRET: 'a-secret' };

describe('the secrets of a stage', () => {
  it('are all set, the one that is ours made up', () => {
    const store = givenStore({});
    expect(setMissingSecrets(store, GITHUB).complete).toBe(true);
    expect(store.values.get('GithubClientId')).toBe('an-id');
    expect(store.values.get('GithubClientSecret')).toBe('a-secret');
    // 32 bytes; a comma would make two secrets of one.
    expect(store.values.get('JwtSecret')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('stay what they are', () => {
    const existing = { JwtSecret: 'old', GithubClientId: 'old', GithubClientSecret: 'old' };
    const store = givenStore(existing);
    expect(setMissingSecrets(store, GITHUB).complete).toBe(true);
    expect(Object.fromEntries(store.values)).toEqual(existing);
  });

  it('differ from stage to stage', () => {
    const [one, other] = [givenStore({}), givenStore({})];
    setMissingSecrets(one, GITHUB);
    setMissingSecrets(other, GITHUB);
    expect(one.values.get('JwtSecret')).not.toBe(other.values.get('JwtSecret'));
  });

  it('are named, when somebody has to find them', () => {
    const { lines, complete } = setMissingSecrets(givenStore({ GithubClientId: 'old' }), {});
    expect(complete).toBe(false);
    expect(lines).toEqual([
      'JwtSecret: set now',
      'GithubClientId: was set',
      'GithubClientSecret: is missing; put it into GITHUB_CLIENT_SECRET and run this again',
    ]);
  });

  it('are shown in no line', () => {
    const store = givenStore({});
    const said = setMissingSecrets(store, GITHUB).lines.join('\n');
    for (const value of store.values.values()) expect(said).not.toContain(value);
  });
});

import { describe, expect, it } from 'vitest';
import { setMissingSecrets } from '../../infra/platform/missingSecrets';
import { readSecretList } from '../../infra/platform/secretList';
import { secretFault } from '../../infra/secretRules';

function givenStore(existing: Record<string, string>) {
  const values = new Map(Object.entries(existing));
  return {
    values,
    list: () => values,
    set: (name: string, value: string) => void values.set(name, value),
  };
}

const GITHUB = { GITHUB_CLIENT_ID: 'an-id', GITHUB_CLIENT_SECRET: 'a-secret' };

describe('the secrets of a stage', () => {
  it('are all set, and JwtSecret is generated', () => {
    const store = givenStore({});
    expect(setMissingSecrets(store, GITHUB).complete).toBe(true);
    expect(store.values.get('GithubClientId')).toBe('an-id');
    expect(store.values.get('GithubClientSecret')).toBe('a-secret');
    // 32 bytes. A comma would split it into two secrets.
    expect(store.values.get('JwtSecret')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('are not overwritten', () => {
    const existing = {
      JwtSecret: 'an old secret that is long enough',
      GithubClientId: 'old',
      GithubClientSecret: 'old',
    };
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

  it('that must be looked up are listed with their environment variable', () => {
    const { lines, complete } = setMissingSecrets(givenStore({ GithubClientId: 'old' }), {});
    expect(complete).toBe(false);
    expect(lines).toEqual([
      'JwtSecret: set',
      'GithubClientId: already set',
      'GithubClientSecret: is missing; set GITHUB_CLIENT_SECRET and run this command again',
    ]);
  });

  it('are not set to unusable values, and existing unusable values are reported', () => {
    const store = givenStore({ JwtSecret: 'too-short' });
    const { lines, complete } = setMissingSecrets(store, {
      GITHUB_CLIENT_ID: 'an-id\n',
      GITHUB_CLIENT_SECRET: 'a-secret',
    });
    expect(complete).toBe(false);
    expect(lines).toEqual([
      'JwtSecret: has an invalid value: JwtSecret must have at least 32 bytes. Replace it with sst secret set.',
      'GithubClientId: not set, because GITHUB_CLIENT_ID is invalid: GithubClientId starts or ends with white space or a line break.',
      'GithubClientSecret: set',
    ]);
    expect(Object.fromEntries(store.values)).toEqual({
      JwtSecret: 'too-short',
      GithubClientSecret: 'a-secret',
    });
  });

  it('are not printed', () => {
    const store = givenStore({});
    const said = setMissingSecrets(store, GITHUB).lines.join('\n');
    for (const value of store.values.values()) expect(said).not.toContain(value);
  });
});

describe('the value of a secret', () => {
  const long = 'x'.repeat(32);

  it.each([
    ['GithubClientId', 'an-id'],
    ['GithubClientSecret', 'short'],
    ['JwtSecret', long],
    ['JwtSecret', `${long},${long}`],
    // The minimum is in bytes, not in characters.
    ['JwtSecret', 'é'.repeat(16)],
  ] as const)('of %s can be %j', (name, value) => {
    expect(secretFault(name, value)).toBeUndefined();
  });

  it.each([
    ['GithubClientId', undefined, 'GithubClientId is not set.'],
    ['GithubClientId', '', 'GithubClientId is empty.'],
    ['GithubClientSecret', 'secret\n', 'starts or ends with white space or a line break'],
    ['GithubClientSecret', ' secret', 'starts or ends with white space or a line break'],
    ['JwtSecret', `${long}\n`, 'starts or ends with white space or a line break'],
    ['JwtSecret', `${long}, ${long}`, 'starts or ends with white space or a line break'],
    ['JwtSecret', 'x'.repeat(31), 'must have at least 32 bytes'],
    ['JwtSecret', `${long},short`, 'must have at least 32 bytes'],
    ['JwtSecret', `${long},`, 'must have at least 32 bytes'],
  ] as const)('of %s cannot be %j', (name, value, fault) => {
    const said = secretFault(name, value);
    expect(said).toContain(fault);
    expect(said).toContain(name);
    if (value) expect(said).not.toContain(value);
  });
});

describe('the output of sst secret list', () => {
  it('is parsed with line breaks that are part of a value', () => {
    const printed = '# akasha-labs/dev\nJwtSecret=one=two\nGithubClientId=an-id\n\nEmpty=\n';
    expect([...readSecretList(printed)]).toEqual([
      ['JwtSecret', 'one=two'],
      ['GithubClientId', 'an-id\n'],
      ['Empty', ''],
    ]);
  });

  it('lists fallback secrets first, which the stage’s own override', () => {
    const printed =
      '# fallback\nGithubClientId=of-all\nJwtSecret=of-all\n\n# akasha-labs/dev\nJwtSecret=its-own\n';
    expect(Object.fromEntries(readSecretList(printed))).toEqual({
      GithubClientId: 'of-all',
      JwtSecret: 'its-own',
    });
  });

  it('has no secrets when it is empty', () => {
    expect(readSecretList('').size).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { apiHeaders, siteHeaders, widgetHeaders } from '../../model/securityHeaders';

const ORIGINS = ['https://api.example', 'wss://api.example', 'https://auth.example'];

const kinds = {
  api: apiHeaders,
  widget: widgetHeaders,
  site: siteHeaders([]),
  'site of a stage': siteHeaders(ORIGINS),
};

/** The directives of a policy, each with its sources. */
const directivesOf = (headers: { readonly 'content-security-policy': string }) =>
  Object.fromEntries(
    headers['content-security-policy'].split('; ').map((directive) => {
      const [name, ...sources] = directive.split(' ');
      return [name!, sources];
    }),
  );

describe.each(Object.entries(kinds))('the headers of each %s response', (_, headers) => {
  it('require https for at least a year', () => {
    const [, seconds] = /^max-age=(\d+); includeSubDomains$/.exec(
      headers['strict-transport-security'],
    )!;
    expect(Number(seconds)).toBeGreaterThanOrEqual(365 * 24 * 3_600);
  });

  it('allow nothing by default, and no inline scripts, eval or wildcards', () => {
    const { 'default-src': others, 'script-src': scripts } = directivesOf(headers);
    expect(others).toEqual(["'none'"]);
    expect(scripts ?? ["'self'"]).toEqual(["'self'"]);
    expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|\*|https?:(?!\/\/)/);
  });

  it('forbid guessing of types and sending addresses', () => {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });
});

it('only widgets can be embedded in other pages', () => {
  expect(directivesOf(widgetHeaders)).not.toHaveProperty('frame-ancestors');
  expect(widgetHeaders['cross-origin-resource-policy']).toBe('cross-origin');
  for (const headers of [apiHeaders, siteHeaders([]), siteHeaders(ORIGINS)]) {
    expect(directivesOf(headers)['frame-ancestors']).toEqual(["'none'"]);
  }
});

it('scripts of the site connect to its own origin and to the given ones', () => {
  expect(directivesOf(siteHeaders([]))['connect-src']).toEqual(["'self'"]);
  expect(directivesOf(siteHeaders(ORIGINS))['connect-src']).toEqual(["'self'", ...ORIGINS]);
});

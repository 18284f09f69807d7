import { describe, expect, it } from 'vitest';
import { directoryIndex } from '../../infra/directoryIndex';
import { customConfig, securityConfig } from '../../infra/headersPolicy';
import { originSecrets } from '../../infra/originSecret';
import { headersOf } from '../../infra/siteFiles';
import { ORIGIN_SECRET_HEADER } from '../../model/cdn';
import { siteHeaders, widgetHeaders } from '../../model/securityHeaders';
import { ASSETS } from './aws';
import type { Deployment } from './deployment';
import { bucketRulesOf, resourceOf, resourcesOf } from './policies';
import { SECRETS, synthesize } from './synthesize';

/** Stages without a domain, with one and a firewall, and under `sst dev`. */
const { dev, prod, ada } = await synthesize(['dev', 'prod', 'ada'], { live: ['ada'] });
const stages: Deployment[] = [dev, prod, ada];

const DISTRIBUTION = 'aws:cloudfront/distribution:Distribution';
const RESPONSES = 'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy';

interface Behavior {
  readonly pathPattern?: string;
  readonly targetOriginId: string;
  readonly viewerProtocolPolicy: string;
  readonly allowedMethods: readonly string[];
  readonly cachePolicyId: string;
  readonly originRequestPolicyId?: string;
  readonly responseHeadersPolicyId: string;
  readonly functionAssociations?: readonly unknown[];
}

interface Origin {
  readonly originId: string;
  readonly domainName: string;
  readonly originAccessControlId?: string;
  readonly customHeaders?: readonly { name: string; value: string }[];
}

interface Distribution {
  readonly defaultCacheBehavior: Behavior;
  readonly orderedCacheBehaviors: readonly Behavior[];
  readonly origins: readonly Origin[];
  readonly customErrorResponses: readonly Readonly<Record<string, unknown>>[];
}

const cdnOf = (deployment: Deployment) =>
  resourcesOf(deployment, DISTRIBUTION).map(
    ({ properties }) => properties as unknown as Distribution & Record<string, unknown>,
  )[0]!;

const behaviorsOf = (deployment: Deployment): readonly Behavior[] => {
  const { defaultCacheBehavior, orderedCacheBehaviors } = cdnOf(deployment);
  return [defaultCacheBehavior, ...orderedCacheBehaviors];
};

const originsOf = (deployment: Deployment) =>
  Object.fromEntries(cdnOf(deployment).origins.map((origin) => [origin.originId, origin]));

const idOf = (name: string) => `${name.toLowerCase()}-id`;

/** The objects of the site, by key. */
const filesOf = (deployment: Deployment) =>
  new Map(
    resourcesOf(deployment, 'aws:s3/bucketObjectv2:BucketObjectv2')
      .filter(({ properties }) => properties['bucket'] !== ASSETS)
      .map(({ properties }) => [String(properties['key']), properties]),
  );

describe.each(stages)('the buckets of $stage', (deployment) => {
  const buckets = resourcesOf(deployment, 'aws:s3/bucket:Bucket').map(
    ({ physicalName }) => physicalName,
  );

  it('are never public', () => {
    const blocked = resourcesOf(
      deployment,
      'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
    ).map(({ properties }) => properties);
    expect(blocked).toEqual(
      buckets.map((bucket) => ({
        bucket,
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: true,
        restrictPublicBuckets: true,
      })),
    );
    expect(
      resourcesOf(deployment, 'aws:s3/bucketCorsConfiguration:BucketCorsConfiguration'),
    ).toEqual([]);
  });

  it('let this distribution read objects over TLS, and nobody anything else', () => {
    const { stage } = deployment;
    const policies = resourcesOf(deployment, 'aws:s3/bucketPolicy:BucketPolicy');
    expect(policies.map(({ properties }) => properties['bucket']).sort()).toEqual(buckets.sort());
    for (const { properties } of policies) {
      const bucket = `arn:aws:s3:::${String(properties['bucket'])}`;
      expect(bucketRulesOf(String(properties['policy']))).toEqual([
        {
          effect: 'Allow',
          principals: ['cloudfront.amazonaws.com'],
          actions: ['s3:GetObject'],
          resources: [`${bucket}/*`],
          conditions: {
            StringEquals: {
              'AWS:SourceArn': [
                `arn:aws:cloudfront::111122223333:distribution/${idOf(`akasha-labs-${stage}-Cdn`)}`,
              ],
            },
          },
        },
        {
          effect: 'Deny',
          principals: ['*'],
          actions: ['s3:*'],
          resources: [bucket, `${bucket}/*`],
          conditions: { Bool: { 'aws:SecureTransport': ['false'] } },
        },
      ]);
    }
  });

  it('are read with signed requests', () => {
    const { web, bundles } = originsOf(deployment);
    for (const [origin, name] of [
      [web, 'web'],
      [bundles, 'bundles'],
    ] as const) {
      expect(origin!.domainName).toMatch(
        new RegExp(`^akasha-labs-${deployment.stage}-${name}-\\w+\\.s3\\.ap-south-1\\.`),
      );
      expect(origin!.originAccessControlId).toBe(idOf(`akasha-labs-${deployment.stage}-Buckets`));
    }
    const [access] = resourcesOf(
      deployment,
      'aws:cloudfront/originAccessControl:OriginAccessControl',
    );
    expect(access!.properties).toMatchObject({
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    });
  });
});

describe.each(stages)('the distribution of $stage', (deployment) => {
  it('redirects to HTTPS, and speaks HTTP/2, HTTP/3 and IPv6', () => {
    expect(behaviorsOf(deployment).map((each) => each.viewerProtocolPolicy)).toEqual(
      Array(3).fill('redirect-to-https'),
    );
    expect(cdnOf(deployment)).toMatchObject({ httpVersion: 'http2and3', isIpv6Enabled: true });
    expect(originsOf(deployment)['widgets']).toMatchObject({
      customOriginConfig: { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'] },
    });
  });

  it('sends the security headers of the table with every behavior', () => {
    const prefix = `akasha-labs-${deployment.stage}`;
    const { api, realtime, auth } = deployment.outputs as Record<string, string>;
    const origins = [api, realtime, auth].map((url) => new URL(url!).origin);
    const sent = behaviorsOf(deployment).map(({ pathPattern = 'site', ...behavior }) => {
      const { properties } = resourcesOf(deployment, RESPONSES).find(
        ({ name }) => idOf(name) === behavior.responseHeadersPolicyId,
      )!;
      return [pathPattern, properties] as const;
    });
    const open = {
      securityHeadersConfig: securityConfig(widgetHeaders),
      ...customConfig(widgetHeaders),
    };
    expect(Object.fromEntries(sent)).toEqual({
      site: { securityHeadersConfig: securityConfig(siteHeaders(origins)) },
      '/v1/*': open,
      '/bundles/*': {
        ...open,
        corsConfig: {
          accessControlAllowOrigins: { items: ['*'] },
          accessControlAllowMethods: { items: ['GET', 'HEAD'] },
          accessControlAllowHeaders: { items: ['*'] },
          accessControlAllowCredentials: false,
          originOverride: true,
        },
      },
    });
    expect(resourceOf(deployment, RESPONSES, `${prefix}-Site`).properties).toMatchObject({
      securityHeadersConfig: {
        contentSecurityPolicy: {
          contentSecurityPolicy: expect.stringContaining(
            `connect-src 'self' ${origins.join(' ')};`,
          ) as string,
        },
      },
    });
  });

  it('caches widgets by path and the parameters that they read, and forwards nothing else', () => {
    const [, widgets] = behaviorsOf(deployment);
    expect(widgets).toMatchObject({
      pathPattern: '/v1/*',
      targetOriginId: 'widgets',
      allowedMethods: ['GET', 'HEAD', 'OPTIONS'],
      cachedMethods: ['GET', 'HEAD'],
    });
    expect(widgets!.originRequestPolicyId).toBeUndefined();
    const name = `akasha-labs-${deployment.stage}-Widgets`;
    expect(widgets!.cachePolicyId).toBe(idOf(name));
    expect(
      resourceOf(deployment, 'aws:cloudfront/cachePolicy:CachePolicy', name).properties,
    ).toEqual({
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 86_400,
      parametersInCacheKeyAndForwardedToOrigin: {
        headersConfig: { headerBehavior: 'none' },
        cookiesConfig: { cookieBehavior: 'none' },
        queryStringsConfig: {
          queryStringBehavior: 'whitelist',
          queryStrings: { items: ['date', 'limit', 'period'] },
        },
        enableAcceptEncodingGzip: true,
        enableAcceptEncodingBrotli: true,
      },
    });
  });

  it('caches no fault, and has a page for missing files that leaves the 404 of widgets alone', () => {
    expect(cdnOf(deployment).customErrorResponses).toEqual([
      {
        errorCode: 403,
        responseCode: 404,
        responsePagePath: '/404.html',
        errorCachingMinTtl: 10,
      },
      ...[500, 502, 503, 504].map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
    ]);
    expect([...filesOf(deployment).keys()]).toContain('404.html');
  });

  it('proves to the widgets’ API where a request comes from', () => {
    const { current } = originSecrets(SECRETS['JwtSecret']!);
    expect(originsOf(deployment)['widgets']!.customHeaders).toEqual([
      { name: ORIGIN_SECRET_HEADER, value: current },
    ]);
    const functions = deployment.builds.filter(({ functionID }) => /^Widget/.test(functionID));
    // In `sst dev`, they run on the developer's machine.
    expect(functions).toHaveLength(deployment === ada ? 0 : 3);
    for (const { links } of functions) {
      expect(links['OriginSecret']).toMatchObject({ current, previous: current });
    }
    // The functions accept a new secret before the CDN sends it.
    const [{ dependencies }] = resourcesOf(deployment, DISTRIBUTION) as [
      ReturnType<typeof resourcesOf>[number],
    ];
    for (const { functionID } of functions) {
      expect(dependencies).toContain(`aws:lambda/function:Function ${functionID}Function`);
    }
  });

  it('waits for a widget longer than its function may take', () => {
    const { originReadTimeout } = (
      originsOf(deployment)['widgets'] as unknown as {
        customOriginConfig: { originReadTimeout: number };
      }
    ).customOriginConfig;
    const timeouts = resourcesOf(deployment, 'aws:lambda/function:Function')
      .filter(({ name }) => name.startsWith('Widget'))
      .map(({ properties }) => Number(properties['timeout']));
    expect(originReadTimeout).toBeGreaterThanOrEqual(Math.max(...timeouts));
  });
});

describe('a domain', () => {
  it('is served with its certificate and TLS 1.2', () => {
    expect(cdnOf(prod)).toMatchObject({
      aliases: ['works-on-my.cloud', 'cdn.works-on-my.cloud'],
      viewerCertificate: {
        acmCertificateArn: expect.stringContaining(':acm:us-east-1:') as string,
        sslSupportMethod: 'sni-only',
        minimumProtocolVersion: 'TLSv1.2_2021',
      },
    });
    expect(originsOf(prod)['widgets']!.domainName).toBe('widgets.works-on-my.cloud');
    const records = resourcesOf(prod, 'aws:route53/record:Record')
      .filter(({ properties }) => JSON.stringify(properties).includes('d222222abcdef8'))
      .map(({ properties }) => `${String(properties['name'])} ${String(properties['type'])}`);
    expect(records.sort()).toEqual(
      ['cdn.works-on-my.cloud', 'works-on-my.cloud'].flatMap((host) => [
        `${host} A`,
        `${host} AAAA`,
      ]),
    );
  });

  it('is optional', () => {
    expect(cdnOf(dev)).not.toHaveProperty('aliases');
    expect(cdnOf(dev)['viewerCertificate']).toEqual({ cloudfrontDefaultCertificate: true });
    expect(originsOf(dev)['widgets']!.domainName).toBe(
      'widgetsapi-id.execute-api.ap-south-1.amazonaws.com',
    );
    expect(dev.outputs).toMatchObject({
      site: 'https://d222222abcdef8.cloudfront.net',
      widgets: 'https://d222222abcdef8.cloudfront.net',
    });
  });
});

it('the firewall of the CDN is on its distribution', () => {
  expect(String(cdnOf(prod)['webAclId'])).toContain(':us-east-1:111122223333:global/webacl/');
  expect(cdnOf(dev)).not.toHaveProperty('webAclId');
});

describe('the site', () => {
  const page = (deployment: Deployment) =>
    String(filesOf(deployment).get('index.html')!['content']);

  it('has the addresses and the key of its stage', () => {
    const data = (deployment: Deployment) =>
      Object.fromEntries(
        [...page(deployment).matchAll(/data-([\w-]+)="([^"]*)"/g)].map((m) => m.slice(1)),
      );
    expect(data(prod)).toEqual({
      'api-key': 'da2-abcdefghijklmnopqrstuvwxyz',
      graphql: 'https://api.works-on-my.cloud/graphql',
      auth: 'https://auth.works-on-my.cloud',
      schema: '/schema.json',
    });
    // The sign-in of this stage returns to http://localhost:4321.
    expect(data(dev)).toEqual({
      'api-key': 'da2-abcdefghijklmnopqrstuvwxyz',
      graphql: 'https://apiapi-id.appsync-api.ap-south-1.amazonaws.com/graphql',
      schema: '/schema.json',
    });
  });

  it('refers only to files that exist, and has no inline script', () => {
    for (const deployment of stages) {
      const files = [...filesOf(deployment).keys()];
      const references = [...page(deployment).matchAll(/(?:src|href|data-schema)="\/([^"]+)"/g)];
      expect(references.length).toBeGreaterThan(3);
      for (const [, path] of references) expect(files).toContain(path);
      expect(page(deployment)).not.toMatch(/<script(?![^>]*\bsrc=)/);
    }
  });

  it('has the schema, which prod does not show', () => {
    const { __schema } = JSON.parse(String(filesOf(prod).get('schema.json')!['content'])) as {
      __schema: { queryType: { name: string } };
    };
    expect(__schema.queryType.name).toBe('Query');
  });

  it('has files that are cached for ever, and pages that are revalidated', () => {
    for (const [key, { contentType, cacheControl }] of filesOf(prod)) {
      expect(contentType, key).toMatch(/^[a-z]+\/[a-z+]+/);
      expect(cacheControl, key).toBe(
        key.startsWith('explorer/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    }
  });

  it.each([
    ['index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['docs/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['assets/main-1a2b3c.js', 'text/javascript; charset=utf-8', /immutable/],
    ['assets/main-1a2b3c.css', 'text/css; charset=utf-8', /immutable/],
    ['assets/icon-1a2b3c.woff2', 'font/woff2', /immutable/],
    ['robots.txt', 'text/plain; charset=utf-8', 'no-cache'],
  ])('serves %s as %s', (path, contentType, cacheControl) => {
    expect(headersOf(path)).toEqual({
      contentType,
      cacheControl: expect.stringMatching(cacheControl) as string,
    });
  });

  it('refuses a file of an unknown type', () => {
    expect(() => headersOf('assets/movie.xyz')).toThrow('assets/movie.xyz');
  });
});

describe('the function for folders', () => {
  const handler = new Function(`${directoryIndex}; return handler;`)() as (event: {
    request: { uri: string };
  }) => { uri: string };

  it.each([
    ['/', '/index.html'],
    ['/docs', '/docs/index.html'],
    ['/docs/', '/docs/index.html'],
    ['/v1.2/docs', '/v1.2/docs/index.html'],
    ['/favicon.ico', '/favicon.ico'],
    ['/explorer/0a1b/main.js', '/explorer/0a1b/main.js'],
  ])('serves %s from %s', (uri, served) => {
    expect(handler({ request: { uri } }).uri).toBe(served);
  });

  it('runs before the site only, and fits CloudFront’s limit of 10 KB', () => {
    const [site, ...others] = behaviorsOf(prod);
    expect(site!.functionAssociations).toHaveLength(1);
    for (const { functionAssociations } of others) expect(functionAssociations).toBeUndefined();
    expect(directoryIndex.length).toBeLessThan(10_240);
  });
});

describe('the secret of the origin', () => {
  const [first, second] = ['a'.repeat(32), 'b'.repeat(32)];

  it('is derived from JwtSecret, and both are rotated together', () => {
    const { current, previous } = originSecrets(first);
    expect(previous).toBe(current);
    expect(current).toMatch(/^[\w-]{43}$/);
    expect(current).not.toContain('a'.repeat(8));
    const rotated = originSecrets(`${second},${first}`);
    expect(rotated.previous).toBe(current);
    expect(rotated.current).toBe(originSecrets(second).current);
  });
});

import {
  BUNDLES_PATH,
  ERROR_TTL_DEFAULT,
  errorTtls,
  ORIGIN_SECRET_HEADER,
  widgetCaching,
} from '../model/cdn';
import { siteHeaders, widgetHeaders } from '../model/securityHeaders';
import { bundleBucket } from './bundleBucket';
import { directoryIndex } from './directoryIndex';
import { certificates, createAlias, domain } from './domains';
import { cdnFirewallArn } from './firewall';
import { graphqlUrl, realtimeUrl } from './graphqlDomain';
import { customConfig, securityConfig } from './headersPolicy';
import { originSecrets } from './originSecret';
import { createPrivateBucket, letCdnRead } from './privateBucket';
import { rest } from './rest';
import { secrets } from './secrets';
import { stageName } from './stage';
import { widgetFunctions, widgetsHost } from './widgets';

const YEAR_SECONDS = 31_536_000;

/** Longer than the functions take. In `sst dev`, they run on your machine. */
const WIDGET_TIMEOUT_SECONDS = $dev ? 20 : 5;

/** The files of the site. `infra/web.ts` uploads them. */
export const webBucket = createPrivateBucket('web');

const none = {
  headersConfig: { headerBehavior: 'none' },
  cookiesConfig: { cookieBehavior: 'none' },
};

const widgetCache = new aws.cloudfront.CachePolicy(stageName('Widgets'), {
  minTtl: widgetCaching.minTtl,
  defaultTtl: widgetCaching.defaultTtl,
  maxTtl: widgetCaching.maxTtl,
  parametersInCacheKeyAndForwardedToOrigin: {
    ...none,
    queryStringsConfig: {
      queryStringBehavior: 'whitelist',
      queryStrings: { items: [...widgetCaching.queryStrings] },
    },
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  },
});

/** With a minimum of zero, `no-cache` is honoured. */
const fileCache = new aws.cloudfront.CachePolicy(stageName('Files'), {
  minTtl: 0,
  defaultTtl: 0,
  maxTtl: YEAR_SECONDS,
  parametersInCacheKeyAndForwardedToOrigin: {
    ...none,
    queryStringsConfig: { queryStringBehavior: 'none' },
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  },
});

/** The origins that the site's scripts connect to. */
const connected = $resolve([graphqlUrl, realtimeUrl, rest.url]).apply((urls) =>
  urls.map((url) => new URL(url).origin),
);

const siteResponses = new aws.cloudfront.ResponseHeadersPolicy(stageName('Site'), {
  securityHeadersConfig: connected.apply((origins) => securityConfig(siteHeaders(origins))),
  ...customConfig(siteHeaders([])),
});

const open = {
  securityHeadersConfig: securityConfig(widgetHeaders),
  ...customConfig(widgetHeaders),
};

const widgetResponses = new aws.cloudfront.ResponseHeadersPolicy(stageName('Widgets'), open);

/** Every page may read bundles. */
const bundleResponses = new aws.cloudfront.ResponseHeadersPolicy(stageName('Bundles'), {
  ...open,
  corsConfig: {
    accessControlAllowOrigins: { items: ['*'] },
    accessControlAllowMethods: { items: ['GET', 'HEAD'] },
    accessControlAllowHeaders: { items: ['*'] },
    accessControlAllowCredentials: false,
    originOverride: true,
  },
});

const indexPages = new aws.cloudfront.Function(stageName('IndexPages'), {
  runtime: 'cloudfront-js-2.0',
  code: directoryIndex,
  publish: true,
});

const access = new aws.cloudfront.OriginAccessControl(stageName('Buckets'), {
  originAccessControlOriginType: 's3',
  signingBehavior: 'always',
  signingProtocol: 'sigv4',
});

const bucketOrigin = (originId: string, bucket: aws.s3.Bucket) => ({
  originId,
  domainName: bucket.bucketRegionalDomainName,
  originAccessControlId: access.id,
});

const filesOf = (targetOriginId: string, responses: aws.cloudfront.ResponseHeadersPolicy) => ({
  targetOriginId,
  viewerProtocolPolicy: 'redirect-to-https',
  allowedMethods: ['GET', 'HEAD'],
  cachedMethods: ['GET', 'HEAD'],
  cachePolicyId: fileCache.id,
  responseHeadersPolicyId: responses.id,
  compress: true,
});

/** The CDN: the site, the widgets and the bundles. */
export const distribution = new aws.cloudfront.Distribution(
  stageName('Cdn'),
  {
    enabled: true,
    comment: stageName('Cdn'),
    httpVersion: 'http2and3',
    isIpv6Enabled: true,
    // The cheapest with edge locations in India.
    priceClass: 'PriceClass_200',
    ...(domain && { aliases: [domain.site, domain.cdn] }),
    viewerCertificate: certificates
      ? {
          acmCertificateArn: certificates.global,
          sslSupportMethod: 'sni-only',
          minimumProtocolVersion: 'TLSv1.2_2021',
        }
      : // Its minimum is TLS 1.0, and cannot be changed.
        { cloudfrontDefaultCertificate: true },
    ...(cdnFirewallArn !== undefined && { webAclId: cdnFirewallArn }),
    restrictions: { geoRestriction: { restrictionType: 'none' } },
    origins: [
      bucketOrigin('web', webBucket),
      bucketOrigin('bundles', bundleBucket),
      {
        originId: 'widgets',
        domainName: widgetsHost,
        customHeaders: [
          {
            name: ORIGIN_SECRET_HEADER,
            value: secrets.JwtSecret.value.apply((secret) => originSecrets(secret).current),
          },
        ],
        // A client waits for all of this before it gets a stale response.
        connectionAttempts: 2,
        connectionTimeout: 3,
        customOriginConfig: {
          originProtocolPolicy: 'https-only',
          originSslProtocols: ['TLSv1.2'],
          httpPort: 80,
          httpsPort: 443,
          originReadTimeout: WIDGET_TIMEOUT_SECONDS,
          originKeepaliveTimeout: 5,
        },
      },
    ],
    defaultRootObject: 'index.html',
    defaultCacheBehavior: {
      ...filesOf('web', siteResponses),
      functionAssociations: [{ eventType: 'viewer-request', functionArn: indexPages.arn }],
    },
    orderedCacheBehaviors: [
      {
        pathPattern: widgetCaching.path,
        targetOriginId: 'widgets',
        viewerProtocolPolicy: 'redirect-to-https',
        allowedMethods: [...widgetCaching.methods],
        cachedMethods: ['GET', 'HEAD'],
        cachePolicyId: widgetCache.id,
        responseHeadersPolicyId: widgetResponses.id,
        compress: true,
      },
      { pathPattern: `${BUNDLES_PATH}*`, ...filesOf('bundles', bundleResponses) },
    ],
    // For all behaviors. S3 responds to a missing object with 403. A page for 404 would replace the
    // JSON of the widgets.
    customErrorResponses: [
      {
        errorCode: 403,
        responseCode: 404,
        responsePagePath: '/404.html',
        errorCachingMinTtl: ERROR_TTL_DEFAULT,
      },
      ...Object.entries(errorTtls).map(([status, errorCachingMinTtl]) => ({
        errorCode: Number(status),
        errorCachingMinTtl,
      })),
    ],
  },
  // With a new secret, the functions accept it before the CDN sends it.
  { dependsOn: widgetFunctions },
);

letCdnRead('web', webBucket, distribution);
letCdnRead('bundles', bundleBucket, distribution);

if (domain) {
  const target = { name: distribution.domainName, zoneId: distribution.hostedZoneId };
  createAlias('Site', domain.site, target);
  createAlias('Cdn', domain.cdn, target);
}

const addressOn = (host: string | undefined) =>
  $interpolate`https://${host ?? distribution.domainName}`;

/** The address of the site. */
export const siteUrl = addressOn(domain?.site);

/** The address below which pages request widgets. */
export const widgetsUrl = addressOn(domain?.cdn);

/** The address below which learners download bundles, without a trailing slash. */
export const bundlesUrl = $interpolate`${widgetsUrl}${BUNDLES_PATH.slice(0, -1)}`;

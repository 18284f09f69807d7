import { call, pascal, tagList, type Mapper, type Properties } from './translation';

/** CloudFront's form of a list. */
const list = (items: readonly unknown[]) => ({ Quantity: items.length, Items: items });

const itemsOf = (value: unknown) => list((value as { items: unknown[] }).items);

/** CloudFront's spelling of names that Pulumi spells otherwise. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^HttpPort$/, 'HTTPPort'],
  [/^HttpsPort$/, 'HTTPSPort'],
  [/Ttl$/, 'TTL'],
  [/^IsIpv6Enabled$/, 'IsIPV6Enabled'],
  [/^AcmCertificateArn$/, 'ACMCertificateArn'],
  [/^SslSupportMethod$/, 'SSLSupportMethod'],
  [/^CloudfrontDefaultCertificate$/, 'CloudFrontDefaultCertificate'],
  [/^WebAclId$/, 'WebACLId'],
  [/^FunctionArn$/, 'FunctionARN'],
];

const spell = (name: string): string =>
  SPELLINGS.reduce((text, [pattern, spelling]) => text.replace(pattern, spelling), name);

function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [spell(key), spelled(each)]),
  );
}

const cased = (value: Properties): Properties => spelled(pascal(value)) as Properties;

function behavior({
  allowedMethods,
  cachedMethods,
  functionAssociations,
  ...rest
}: Properties): Properties {
  return {
    ...cased(rest),
    AllowedMethods: {
      ...list(allowedMethods as string[]),
      CachedMethods: list(cachedMethods as string[]),
    },
    ...(functionAssociations !== undefined && {
      FunctionAssociations: list((functionAssociations as Properties[]).map(cased)),
    }),
  };
}

function origin({ originId, customHeaders, customOriginConfig, ...rest }: Properties): Properties {
  return {
    ...cased(rest),
    Id: originId,
    ...(customHeaders !== undefined && {
      CustomHeaders: list(
        (customHeaders as { name: string; value: string }[]).map(({ name, value }) => ({
          HeaderName: name,
          HeaderValue: value,
        })),
      ),
    }),
    ...(customOriginConfig === undefined
      ? // Required for a bucket, even with an origin access control.
        { S3OriginConfig: { OriginAccessIdentity: '' } }
      : {
          CustomOriginConfig: {
            ...cased(customOriginConfig as Properties),
            OriginSslProtocols: list(
              (customOriginConfig as { originSslProtocols: string[] }).originSslProtocols,
            ),
          },
        }),
  };
}

const statusText = ({ responseCode, ...rest }: Properties): Properties => ({
  ...cased(rest),
  ...(responseCode !== undefined && { ResponseCode: String(responseCode) }),
});

/** The calls that create the CDN. */
export const cdnCalls: Readonly<Record<string, Mapper>> = {
  'aws:cloudfront/cachePolicy:CachePolicy': (
    { parametersInCacheKeyAndForwardedToOrigin, ...rest },
    Name,
  ) => {
    const { queryStringsConfig, ...key } = parametersInCacheKeyAndForwardedToOrigin as Properties;
    const { queryStrings, ...behaviors } = queryStringsConfig as Properties;
    return [
      call('cloudfront.CreateCachePolicy', {
        CachePolicyConfig: {
          ...cased(rest),
          Name,
          ParametersInCacheKeyAndForwardedToOrigin: {
            ...cased(key),
            QueryStringsConfig: {
              ...cased(behaviors),
              ...(queryStrings !== undefined && { QueryStrings: itemsOf(queryStrings) }),
            },
          },
        },
      }),
    ];
  },
  'aws:cloudfront/distribution:Distribution': (
    {
      aliases,
      origins,
      defaultCacheBehavior,
      orderedCacheBehaviors,
      customErrorResponses,
      restrictions,
      ...rest
    },
    name,
    tags,
  ) => {
    const { geoRestriction } = restrictions as { geoRestriction: Properties };
    return [
      call('cloudfront.CreateDistributionWithTags', {
        DistributionConfigWithTags: {
          DistributionConfig: {
            ...cased(rest),
            CallerReference: name,
            ...(aliases !== undefined && { Aliases: list(aliases as string[]) }),
            Origins: list((origins as Properties[]).map(origin)),
            DefaultCacheBehavior: behavior(defaultCacheBehavior as Properties),
            CacheBehaviors: list((orderedCacheBehaviors as Properties[]).map(behavior)),
            CustomErrorResponses: list((customErrorResponses as Properties[]).map(statusText)),
            Restrictions: { GeoRestriction: { ...cased(geoRestriction), Quantity: 0 } },
          },
          Tags: { Items: tagList(tags) },
        },
      }),
    ];
  },
  'aws:cloudfront/function:Function': ({ code, publish: _, ...config }, Name) => [
    call('cloudfront.CreateFunction', {
      Name,
      FunctionConfig: { ...pascal(config), Comment: '' },
      FunctionCode: code,
    }),
  ],
  'aws:cloudfront/monitoringSubscription:MonitoringSubscription': (properties) => [
    call('cloudfront.CreateMonitoringSubscription', pascal(properties)),
  ],
  'aws:cloudfront/originAccessControl:OriginAccessControl': (properties, Name) => [
    call('cloudfront.CreateOriginAccessControl', {
      OriginAccessControlConfig: { ...pascal(properties), Name },
    }),
  ],
  'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy': (
    { securityHeadersConfig, customHeadersConfig, corsConfig },
    Name,
  ) => [
    call('cloudfront.CreateResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        Name,
        SecurityHeadersConfig: pascal(securityHeadersConfig as Properties),
        ...(customHeadersConfig !== undefined && {
          CustomHeadersConfig: list(
            (customHeadersConfig as { items: Properties[] }).items.map(pascal),
          ),
        }),
        ...(corsConfig !== undefined && {
          CorsConfig: Object.fromEntries(
            Object.entries(pascal(corsConfig as Properties)).map(([key, value]) => [
              key,
              typeof value === 'object' ? list((value as { Items: unknown[] }).Items) : value,
            ]),
          ),
        }),
      },
    }),
  ],
};

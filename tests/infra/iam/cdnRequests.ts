import { ACCOUNT } from '../aws';
import type { Resource } from '../deployment';
import { on } from './asking';
import type { Request } from './simulate';

/** CloudFront is global: it answers in us-east-1. */
const THERE = { 'aws:RequestedRegion': 'us-east-1' };

/** IAM cannot limit what creates something. */
const onCdn = (path: string, actions: readonly string[]): Request[] =>
  actions.flatMap((action) =>
    on(
      'cloudfront',
      action.startsWith('Create') ? '*' : `arn:aws:cloudfront::${ACCOUNT}:${path}`,
      [action],
      THERE,
    ),
  );

/** A part that CloudFront names by an id, and that has no tags. */
const untagged = (path: string, part: string) => (): Request[] =>
  onCdn(
    `${path}/E2QWRUHAPOMQZL`,
    ['Create', 'Get', 'Update', 'Delete'].map((verb) => `${verb}${part}`),
  ).map((request) => ({
    ...request,
    context: {
      ...request.context,
      'aws:RequestTag/sst:app': undefined,
      'aws:RequestTag/sst:stage': undefined,
      'aws:ResourceTag/sst:app': undefined,
      'aws:ResourceTag/sst:stage': undefined,
    },
  }));

/** The requests for the CDN over its lifetime, by type. */
export const cdnRequests: Readonly<Record<string, (resource: Resource) => Request[]>> = {
  'aws:cloudfront/cachePolicy:CachePolicy': untagged('cache-policy', 'CachePolicy'),
  'aws:cloudfront/distribution:Distribution': () =>
    onCdn('distribution/EDFDVBD6EXAMPLE', [
      ...['CreateDistribution', 'GetDistribution', 'UpdateDistribution', 'DeleteDistribution'],
      ...['ListTagsForResource', 'TagResource', 'UntagResource'],
    ]),
  'aws:cloudfront/function:Function': ({ physicalName }) =>
    onCdn(`function/${physicalName}`, [
      ...['CreateFunction', 'DescribeFunction', 'GetFunction', 'UpdateFunction'],
      ...['PublishFunction', 'DeleteFunction'],
    ]),
  'aws:cloudfront/monitoringSubscription:MonitoringSubscription': () =>
    ['Create', 'Get', 'Delete'].flatMap((verb) =>
      on('cloudfront', '*', [`${verb}MonitoringSubscription`], THERE),
    ),
  'aws:cloudfront/originAccessControl:OriginAccessControl': untagged(
    'origin-access-control',
    'OriginAccessControl',
  ),
  'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy': untagged(
    'response-headers-policy',
    'ResponseHeadersPolicy',
  ),
};

import { arn, on } from './asking';
import type { Request } from './simulate';

/** The app and stage that resources belong to. SST tags all of them. */
export interface Owner {
  readonly app: string;
  readonly stage: string;
}

const STATE = 'arn:aws:s3:::sst-state-abcdefghijkl';
const ASSET = 'arn:aws:s3:::sst-asset-abcdefghijkl';

/**
 * SST's requests before the first deploy: it bootstraps each account and region once.
 * @see https://github.com/anomalyco/sst/blob/dev/pkg/project/provider/aws.go
 */
export const bootstrapRequests = (): Request[] => [
  ...[STATE, ASSET].flatMap((bucket) =>
    on('s3', bucket, ['CreateBucket', 'PutBucketNotification', 'PutBucketPolicy', 'ListBucket']),
  ),
  ...on('s3', STATE, ['PutBucketVersioning', 'ListBucketVersions']),
  ...on('ecr', arn('ecr', 'repository/sst-asset'), ['CreateRepository', 'DescribeRepositories']),
  ...on('ssm', arn('ssm', 'parameter/sst/bootstrap'), ['GetParameter', 'PutParameter']),
  ...on('ssm', arn('ssm', 'parameter/sst/bootstrap/asset'), ['GetParameter', 'DeleteParameter']),
];

/** SST's requests to store the state and the secrets of a stage. */
export function stateRequests({ app, stage }: Owner): Request[] {
  const current = ['app', 'lock', 'secret'].map((kind) => `${kind}/${app}/${stage}.json`);
  const history = ['update', 'summary', 'snapshot', 'eventlog'].map(
    (kind) => `${kind}/${app}/${stage}/1f2e3d.json`,
  );
  const passphrase = arn('ssm', `parameter/sst/passphrase/${app}/${stage}`);
  return [
    ...on('ssm', passphrase, ['GetParameter', 'PutParameter']),
    ...[...current, ...history].flatMap((key) =>
      on('s3', `${STATE}/${key}`, ['GetObject', 'PutObject', 'DeleteObject']),
    ),
    // Secrets for stages that do not set their own.
    ...on('s3', `${STATE}/secret/${app}/_fallback.json`, ['GetObject']),
  ];
}

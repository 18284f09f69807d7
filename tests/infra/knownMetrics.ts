import { SERVICE, SIGN_IN_OUTCOMES } from '../../model/metrics';
import type { Metric } from '../../infra/metrics';
import { REGION, idOf } from './aws';
import type { Deployment } from './deployment';
import { resourcesOf } from './policies';

/** The values that each dimension can have in a deployment. */
function valuesIn(deployment: Deployment): Readonly<Record<string, readonly string[]>> {
  const named = (type: string) =>
    resourcesOf(deployment, type).map(({ physicalName }) => physicalName);
  const ids = (type: string) =>
    resourcesOf(deployment, type).map((each) => idOf(type, each.name, each.properties));
  return {
    GraphQLAPIId: ids('aws:appsync/graphQLApi:GraphQLApi'),
    Resolver: resourcesOf(deployment, 'aws:appsync/resolver:Resolver').map(
      ({ properties }) => `${String(properties['type'])}.${String(properties['field'])}`,
    ),
    FunctionName: named('aws:lambda/function:Function'),
    TableName: named('aws:dynamodb/table:Table'),
    ApiId: ids('aws:apigatewayv2/api:Api'),
    QueueName: named('aws:sqs/queue:Queue'),
    BackupVaultName: named('aws:backup/vault:Vault'),
    DistributionId: ids('aws:cloudfront/distribution:Distribution'),
    WebACL: resourcesOf(deployment, 'aws:wafv2/webAcl:WebAcl').map(
      ({ properties }) => (properties['visibilityConfig'] as { metricName: string }).metricName,
    ),
    Rule: ['ALL'],
    Region: ['Global', REGION],
    service: [SERVICE],
    stage: [deployment.stage],
    outcome: SIGN_IN_OUTCOMES,
  };
}

/** The dimensions of a metric that name nothing in the deployment. */
export function danglingDimensions(deployment: Deployment, { dimensions }: Metric): string[] {
  const { GlobalSecondaryIndexName: index, ...others } = dimensions;
  const values = valuesIn(deployment);
  return [
    ...Object.entries(others)
      .filter(([name, value]) => !values[name]?.includes(value))
      .map(([name, value]) => `${name} ${value}`),
    ...(index === undefined || indexesOf(deployment, dimensions['TableName']).includes(index)
      ? []
      : [`GlobalSecondaryIndexName ${index}`]),
  ];
}

const indexesOf = (deployment: Deployment, table: string | undefined): string[] =>
  resourcesOf(deployment, 'aws:dynamodb/table:Table')
    .filter(({ physicalName }) => physicalName === table)
    .flatMap(({ properties }) => (properties['globalSecondaryIndexes'] ?? []) as { name: string }[])
    .map(({ name }) => name);

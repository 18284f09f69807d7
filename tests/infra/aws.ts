export const ACCOUNT = '111122223333';
export const REGION = 'ap-south-1';

/** The bucket where SST stores the code of functions. */
export const ASSETS = 'assets-of-sst';

const arn = (service: string, path: string, region = REGION) =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${path}`;

type Properties = Readonly<Record<string, unknown>>;

/** The region of a resource, which can differ from the stage's. */
export const regionOf = ({ region }: Properties): string =>
  typeof region === 'string' ? region : REGION;

/** The result that AWS would return for one of Pulumi's data source functions. */
export function answer(token: string, inputs: Properties): Record<string, unknown> {
  switch (token) {
    case 'aws:index/getPartition:getPartition':
      return { partition: 'aws' };
    case 'aws:index/getRegion:getRegion':
      return { region: REGION };
    case 'aws:index/getCallerIdentity:getCallerIdentity':
      return { accountId: ACCOUNT };
    case 'aws:iam/getPolicyDocument:getPolicyDocument':
      return { ...inputs, json: policyDocument(inputs) };
    default:
      throw new Error(`The deploy asks AWS something new: ${token}`);
  }
}

interface Statement {
  effect?: string;
  actions: string[];
  resources?: string[];
  principals?: { type: string; identifiers: string[] }[];
  conditions?: { test: string; variable: string; values: string[] }[];
}

const policyDocument = ({ statements = [] }: { statements?: Statement[] }): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      Effect: statement.effect ?? 'Allow',
      Action: statement.actions,
      ...(statement.resources && { Resource: statement.resources }),
      ...(statement.principals && {
        Principal: Object.fromEntries(
          statement.principals.map(({ type, identifiers }) => [type, identifiers]),
        ),
      }),
      ...(statement.conditions && { Condition: conditionsOf(statement.conditions) }),
    })),
  });

/** By operator, then by key. */
function conditionsOf(conditions: NonNullable<Statement['conditions']>) {
  const operators: Record<string, Record<string, string[]>> = {};
  for (const { test, variable, values } of conditions) {
    operators[test] = { ...operators[test], [variable]: values };
  }
  return operators;
}

/** Placeholders for the random part of a name. */
export const DRAWN = {
  byPulumi: '0000000',
  byProvider: '20260115120000000000000001',
  bySst: 'bdvfbzta',
  byUs: '00000000',
};

/** The name of a resource in AWS. Pulumi generates a name when the program gives none. */
export function physicalName(
  name: string,
  { name: given, bucket, namePrefix }: Properties,
): string {
  if (typeof given === 'string') return given;
  if (typeof bucket === 'string') return bucket;
  return typeof namePrefix === 'string'
    ? `${namePrefix}${DRAWN.byProvider}`
    : `${name}-${DRAWN.byPulumi}`;
}

const names = ({ subjectAlternativeNames = [] }: Properties) =>
  subjectAlternativeNames as readonly string[];

/** The outputs of a created resource, limited to those that other resources refer to. */
export function outputsOf(type: string, name: string, properties: Properties): Properties {
  const physical = physicalName(name, properties);
  const id = `${name.toLowerCase()}-id`;
  const region = regionOf(properties);
  switch (type) {
    case 'aws:acm/certificate:Certificate':
      return {
        arn: arn('acm', `certificate/${id}`, region),
        domainValidationOptions: [properties['domainName'], ...names(properties)].map(
          (domainName) => ({
            domainName,
            // The same for a domain and its wildcard, in every region.
            resourceRecordName: `_${'0123456789abcdef'.repeat(2)}.${String(properties['domainName'])}.`,
            resourceRecordType: 'CNAME',
            resourceRecordValue: '_fedcba9876543210.acm-validations.aws.',
          }),
        ),
      };
    case 'aws:dynamodb/table:Table':
      return {
        name: physical,
        arn: arn('dynamodb', `table/${physical}`),
        streamArn: arn('dynamodb', `table/${physical}/stream/2026-01-15T12:00:00.000`),
      };
    case 'aws:backup/vault:Vault':
      return { name: physical, arn: arn('backup', `backup-vault:${physical}`) };
    case 'aws:lambda/function:Function':
      return { name: physical, arn: arn('lambda', `function:${physical}`) };
    case 'aws:cloudwatch/logGroup:LogGroup':
      return {
        name: physical,
        arn: arn('logs', `log-group:${physical}`, region),
      };
    case 'aws:wafv2/webAcl:WebAcl': {
      const scope = properties['scope'] === 'CLOUDFRONT' ? 'global' : 'regional';
      return {
        arn: arn('wafv2', `${scope}/webacl/${physical}/${id}`, region),
      };
    }
    case 'aws:costexplorer/anomalyMonitor:AnomalyMonitor':
      return { arn: `arn:aws:ce::${ACCOUNT}:anomalymonitor/${id}` };
    case 'aws:iam/role:Role':
      return { name: physical, arn: `arn:aws:iam::${ACCOUNT}:role/${physical}` };
    case 'aws:cloudfront/distribution:Distribution':
      return {
        arn: `arn:aws:cloudfront::${ACCOUNT}:distribution/${id}`,
        domainName: 'd222222abcdef8.cloudfront.net',
        hostedZoneId: 'Z2FDTNDATAQYW2',
      };
    case 'aws:cloudfront/function:Function':
      return { arn: `arn:aws:cloudfront::${ACCOUNT}:function/${physical}` };
    case 'aws:sqs/queue:Queue':
      return {
        name: physical,
        arn: arn('sqs', physical),
        url: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${physical}`,
      };
    case 'aws:sns/topic:Topic':
      return { arn: arn('sns', physical, regionOf(properties)) };
    case 'aws:kms/key:Key':
      return { arn: arn('kms', `key/${id}`, regionOf(properties)) };
    case 'aws:appsync/graphQLApi:GraphQLApi':
      return {
        arn: arn('appsync', `apis/${id}`),
        uris: {
          GRAPHQL: `https://${id}.appsync-api.${REGION}.amazonaws.com/graphql`,
          REALTIME: `wss://${id}.appsync-realtime-api.${REGION}.amazonaws.com/graphql`,
        },
      };
    case 'aws:appsync/domainName:DomainName':
      // CloudFront's zone, the same for all its distributions.
      return { appsyncDomainName: 'd111111abcdef8.cloudfront.net', hostedZoneId: 'Z2FDTNDATAQYW2' };
    case 'aws:appsync/function:Function':
      return { functionId: id };
    case 'aws:appsync/apiKey:ApiKey':
      return { key: 'da2-abcdefghijklmnopqrstuvwxyz' };
    case 'aws:apigatewayv2/api:Api':
      return {
        apiEndpoint: `https://${id}.execute-api.${REGION}.amazonaws.com`,
        executionArn: arn('execute-api', id),
      };
    case 'aws:apigatewayv2/domainName:DomainName':
      return {
        domainNameConfiguration: {
          ...(properties['domainNameConfiguration'] as object),
          targetDomainName: `d-abcdef1234.execute-api.${REGION}.amazonaws.com`,
          hostedZoneId: 'Z3VO1THU9YC4UR',
        },
      };
    case 'aws:route53/record:Record':
      return { fqdn: String(properties['name']).replace(/\.$/, '') };
    case 'aws:s3/bucket:Bucket':
      return {
        bucket: physical,
        arn: `arn:aws:s3:::${physical}`,
        bucketRegionalDomainName: `${physical}.s3.${REGION}.amazonaws.com`,
      };
    case 'aws:s3/bucketObjectv2:BucketObjectv2':
      return {};
    case 'random:index/randomBytes:RandomBytes':
      return { base64: Buffer.alloc(32, 1).toString('base64') };
    default:
      return {};
  }
}

/** The id of a resource that other resources refer to. */
export function idOf(type: string, name: string, properties: Properties): string {
  if (type === 'aws:iam/role:Role') return physicalName(name, properties);
  if (type === 'aws:apigatewayv2/domainName:DomainName') return String(properties['domainName']);
  return `${name.toLowerCase()}-id`;
}

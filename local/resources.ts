import type { IamCredentials } from 'local-appsync';
import { API_KEY, LOCAL_CREDENTIALS, ORIGIN_SECRET, REGION, tableNames } from './config';
import { standInApp } from './github/standIn';

/** The resources that the Lambdas of this stack are linked to. */
export interface Links {
  readonly url: string;
  readonly frontendUrl: string;
  readonly dynamoEndpoint: string;
  readonly jwtSecret: string;
  readonly github?: { readonly clientId: string; readonly clientSecret: string };
}

/**
 * Sets the environment variables that SST and AWS set for a Lambda, in this process, so that the
 * deployed handlers run here unchanged. They must be imported after this call.
 */
export function linkResources(links: Links): void {
  link('App', { name: 'akasha-labs', stage: 'local' });
  for (const [table, name] of Object.entries(tableNames)) {
    link(table, { name, type: 'sst.aws.Dynamo' });
  }
  link('JwtSecret', { value: links.jwtSecret, type: 'sst.sst.Secret' });
  const { clientId, clientSecret } = links.github ?? standInApp;
  link('GithubClientId', { value: clientId, type: 'sst.sst.Secret' });
  link('GithubClientSecret', { value: clientSecret, type: 'sst.sst.Secret' });
  link('Frontend', { url: links.frontendUrl, type: 'sst.sst.Linkable' });
  link('Github', {
    ...(links.github
      ? { url: 'https://github.com', apiUrl: 'https://api.github.com' }
      : { url: `${links.url}/github`, apiUrl: `${links.url}/github/api` }),
    type: 'sst.sst.Linkable',
  });
  link('OriginSecret', {
    current: ORIGIN_SECRET,
    previous: ORIGIN_SECRET,
    type: 'sst.sst.Linkable',
  });
  link('PublicApi', { url: `${links.url}/graphql`, key: API_KEY, type: 'sst.sst.Linkable' });
  link('GraphqlApi', { url: `${links.url}/graphql`, type: 'sst.sst.Linkable' });

  // Powertools then logs to the console, indented, and reports no metrics by itself.
  process.env['POWERTOOLS_DEV'] ??= 'true';
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = links.dynamoEndpoint;
  // DynamoDB on AWS needs the real credentials, which the SDK finds by itself.
  if (isAws(links.dynamoEndpoint)) {
    process.env['AWS_REGION'] ??= REGION;
  } else {
    process.env['AWS_REGION'] = REGION;
    process.env['AWS_ACCESS_KEY_ID'] = LOCAL_CREDENTIALS.accessKeyId;
    process.env['AWS_SECRET_ACCESS_KEY'] = LOCAL_CREDENTIALS.secretAccessKey;
    delete process.env['AWS_SESSION_TOKEN'];
  }
}

/** Whether the endpoint is DynamoDB on AWS. */
export const isAws = (dynamoEndpoint: string): boolean =>
  new URL(dynamoEndpoint).hostname.endsWith('.amazonaws.com');

/** Settings of a client of a database. On AWS, the SDK finds the real credentials by itself. */
export const clientSettings = (dynamoEndpoint: string) => ({
  endpoint: dynamoEndpoint,
  region: REGION,
  ...(!isAws(dynamoEndpoint) && { credentials: LOCAL_CREDENTIALS }),
});

/** The credentials with which the functions of this process sign requests. */
export function functionCredentials(): IamCredentials {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION } = process.env;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID ?? LOCAL_CREDENTIALS.accessKeyId,
    secretAccessKey: AWS_SECRET_ACCESS_KEY ?? LOCAL_CREDENTIALS.secretAccessKey,
    region: AWS_REGION ?? REGION,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
}

function link(name: string, value: Record<string, string>): void {
  process.env[`SST_RESOURCE_${name}`] = JSON.stringify(value);
}

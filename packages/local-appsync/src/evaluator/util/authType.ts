import { isObject } from '../arguments';

const iam = [
  'accountId',
  'cognitoIdentityPoolId',
  'cognitoIdentityId',
  'sourceIp',
  'username',
  'userArn',
  'cognitoIdentityAuthType',
  'cognitoIdentityAuthProvider',
];
const userPool = ['sourceIp', 'username', 'sub', 'issuer', 'claims', 'defaultAuthStrategy'];
const oidc = ['sub', 'issuer', 'claims'];

/**
 * The authorization mode of a request, inferred from the members of its identity. An identity that
 * does not match any mode completely counts as an API key. (Recorded in localstack/appsync-utils,
 * authType.test.js.snap.)
 */
export function authType(identity: unknown): string {
  if (!isObject(identity)) return 'API Key Authorization';
  const keys = Object.keys(identity);
  if (keys.length === 0 || keys.includes('resolverContext')) return 'Lambda Authorization';
  const has = (names: readonly string[]) => names.every((name) => keys.includes(name));
  if (has(iam) && Array.isArray(identity['sourceIp'])) return 'IAM Authorization';
  if (has(userPool) && Array.isArray(identity['sourceIp'])) return 'User Pool Authorization';
  if (has(oidc) && keys.length === oidc.length) return 'Open ID Connect Authorization';
  return 'API Key Authorization';
}

import { describe, expect, it } from 'vitest';
import { valueOf } from './handler';

const iam = {
  accountId: '123456789012',
  cognitoIdentityPoolId: null,
  cognitoIdentityId: null,
  sourceIp: ['1.2.3.4'],
  username: 'AKIAIOSFODNN7EXAMPLE',
  userArn: 'arn:aws:iam::123456789012:user/alice',
  cognitoIdentityAuthType: null,
  cognitoIdentityAuthProvider: null,
};
const userPool = {
  sourceIp: ['1.2.3.4'],
  username: 'alice',
  sub: 'sub-1',
  issuer: 'https://issuer.example',
  claims: {},
  defaultAuthStrategy: 'ALLOW',
};
const oidc = { sub: 'sub-1', issuer: 'https://issuer.example', claims: {} };

describe('the mode of an identity (said to be recorded for localstack/appsync-utils)', () => {
  it.each([
    ['no identity', null, 'API Key'],
    ['an empty identity', {}, 'Lambda'],
    ['an IAM identity', iam, 'IAM'],
    ['an IAM identity with a null source IP', { ...iam, sourceIp: null }, 'API Key'],
    ['a user pool identity', userPool, 'User Pool'],
    ['a user pool identity with groups', { ...userPool, groups: ['admins'] }, 'User Pool'],
    ['an OIDC identity', oidc, 'Open ID Connect'],
    ['an OIDC identity with a username', { ...oidc, username: 'alice' }, 'API Key'],
    ['claims alone', { claims: {} }, 'API Key'],
  ])('%s', (_, identity, mode) => {
    expect(valueOf('util.authType()', { identity })).toBe(`${mode} Authorization`);
  });
});

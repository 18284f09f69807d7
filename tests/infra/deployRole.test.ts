import { describe, expect, it } from 'vitest';
import { ACCOUNT, REGION } from './aws';
import { attachedPolicies, deployPolicy, deployRoleStack } from './iam/deployRole';
import { saidInVain } from './iam/reference';
import { isAllowed } from './iam/simulate';
import { documentedFaults, inlinePolicyFaults } from './serviceModels/documented';
import { faultsOf, type Call } from './serviceModels/validate';

const LONGEST = 'abcdefghijklmnopqrst';

interface Role {
  readonly RoleName: string;
  readonly MaxSessionDuration: number;
  readonly AssumeRolePolicyDocument: {
    readonly Statement: readonly {
      readonly Principal: { readonly Federated: string };
      readonly Condition: { readonly StringEquals: Readonly<Record<string, string>> };
    }[];
  };
  readonly Policies: readonly { readonly PolicyName: string; readonly PolicyDocument: object }[];
}

const roleOf = (parameters: Readonly<Record<string, string>>): Role =>
  deployRoleStack(parameters).resources['DeployRole']!.properties as unknown as Role;

describe('the deploy role of a stage', () => {
  const { resources, outputs } = deployRoleStack({ Stage: 'prod' });
  const role = roleOf({ Stage: 'prod' });
  const policy = deployPolicy('prod');
  const allows = (action: string, resource: string, context = {}) =>
    isAllowed(policy, {
      action,
      resource,
      context: { 'aws:RequestedRegion': REGION, 'aws:ResourceAccount': ACCOUNT, ...context },
    });
  const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

  it('can be assumed only by one environment of one repository', () => {
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: {
          Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
        },
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub':
              'repo:works-on-my-cloud/akasha-labs:environment:prod',
          },
        },
      },
    ]);
  });

  it('accepts repository ids in the subject, as GitHub sends them since July 2026', () => {
    const { AssumeRolePolicyDocument } = roleOf({
      Stage: 'preview',
      Repository: 'works-on-my-cloud@123/akasha-labs@456',
    });
    const [{ Condition }] = AssumeRolePolicyDocument.Statement as [
      Role['AssumeRolePolicyDocument']['Statement'][number],
    ];
    expect(Condition.StringEquals['token.actions.githubusercontent.com:sub']).toBe(
      'repo:works-on-my-cloud@123/akasha-labs@456:environment:preview',
    );
  });

  it.each([
    { Repository: '*' },
    { Repository: 'works-on-my-cloud/*' },
    { Repository: 'works-on-my-cloud/akasha-labs:ref' },
    { Stage: 'prod-*' },
    { Stage: `${LONGEST}u` },
  ])('is not created for %o', (parameters) => {
    expect(() => deployRoleStack({ Stage: 'prod', ...parameters })).toThrow(/ does not match /);
  });

  it('creates the identity provider unless the account has one', () => {
    expect(resources['Provider']).toEqual({
      type: 'AWS::IAM::OIDCProvider',
      properties: {
        Url: 'https://token.actions.githubusercontent.com',
        ClientIdList: ['sts.amazonaws.com'],
      },
    });
    expect(Object.keys(outputs)).toEqual(['RoleArn', 'ProviderArn']);
    const ProviderArn = 'arn:aws:iam::111122223333:oidc-provider/theirs';
    const other = deployRoleStack({ Stage: 'prod', ProviderArn });
    expect(Object.keys(other.resources)).toEqual([
      ...['DeployRole', 'EdgePolicy', 'FirewallPolicy', 'OperationsPolicy'],
    ]);
    expect(other.outputs['ProviderArn']).toBe(ProviderArn);
    expect(
      roleOf({ Stage: 'prod', ProviderArn }).AssumeRolePolicyDocument.Statement[0]?.Principal,
    ).toEqual({ Federated: ProviderArn });
  });

  it('cannot change itself or escalate its privileges through another role', () => {
    expect(allows('iam:PutRolePolicy', roleArn('akasha-labs-prod-Authorizer-1'))).toBe(true);
    expect(allows('iam:PutRolePolicy', roleArn(role.RoleName))).toBe(false);
    expect(allows('iam:AttachRolePolicy', roleArn('akasha-labs-prod-Authorizer-1'))).toBe(false);
    const pass = (service: string) =>
      allows('iam:PassRole', roleArn('akasha-labs-prod-Authorizer-1'), {
        'iam:PassedToService': service,
      });
    expect(pass('lambda.amazonaws.com')).toBe(true);
    expect(pass('ec2.amazonaws.com')).toBe(false);
    const linked = (service: string) =>
      allows('iam:CreateServiceLinkedRole', roleArn(`aws-service-role/${service}/AWSServiceRole`), {
        'iam:AWSServiceName': service,
      });
    expect(linked('appsync.amazonaws.com')).toBe(true);
    expect(linked('organizations.amazonaws.com')).toBe(false);
  });

  it('has no access to other regions or to buckets of other accounts', () => {
    const elsewhere = { 'aws:RequestedRegion': 'us-east-1' };
    expect(allows('appsync:CreateResolver', '*', elsewhere)).toBe(false);
    const state = 'arn:aws:s3:::sst-state-abcdefghijkl/app/akasha-labs/prod.json';
    expect(allows('s3:PutObject', state)).toBe(true);
    const bundle = 'arn:aws:s3:::akasha-labs-prod-bundlesbucket-abcdefgh/0f1e2d3c.tar.gz';
    expect(allows('s3:PutObject', bundle)).toBe(true);
    for (const object of [state, bundle]) {
      expect(allows('s3:PutObject', object, { 'aws:ResourceAccount': '999999999999' })).toBe(false);
    }
  });

  it('can list the stages of its account, but read only its own', () => {
    const bucket = 'arn:aws:s3:::sst-state-abcdefghijkl';
    const parameter = `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/sst/bootstrap`;
    expect(allows('ssm:GetParameter', parameter)).toBe(true);
    expect(allows('s3:ListBucket', bucket)).toBe(true);
    for (const kind of ['app', 'snapshot', 'secret']) {
      expect(allows('s3:GetObject', `${bucket}/${kind}/akasha-labs/ada.json`)).toBe(false);
    }
  });

  it('has no statement without effect', async () => {
    expect((await Promise.all(policy.map(saidInVain))).flat()).toEqual([]);
  });

  it.each(['dev', 'preview', 'prod', LONGEST])('satisfies the limits of IAM for %s', (stage) => {
    const { RoleName, MaxSessionDuration, AssumeRolePolicyDocument, Policies } = roleOf({
      Stage: stage,
    });
    const stack = deployRoleStack({ Stage: stage });
    const { properties } = stack.resources['Provider']!;
    const calls: Call[] = [
      {
        operation: 'iam.CreateOpenIDConnectProvider',
        input: { Url: properties['Url'], ClientIDList: properties['ClientIdList'] },
      },
      {
        operation: 'iam.CreateRole',
        input: {
          RoleName,
          MaxSessionDuration,
          AssumeRolePolicyDocument: JSON.stringify(AssumeRolePolicyDocument),
        },
      },
      ...Policies.map(({ PolicyName, PolicyDocument }): Call => ({
        operation: 'iam.PutRolePolicy',
        input: { RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) },
      })),
      ...attachedPolicies(stack).map((document, i): Call => ({
        operation: 'iam.CreatePolicy',
        input: { PolicyName: `policy-${i}`, PolicyDocument: JSON.stringify(document) },
      })),
    ];
    const faults = [...calls.flatMap(faultsOf), ...calls.flatMap(documentedFaults)];
    expect([...faults, ...inlinePolicyFaults(calls)]).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { ACCOUNT, REGION } from '../aws';
import type { Deployment, Resource } from '../deployment';
import { readPolicy, type Statement } from './policy';
import { requestsFor } from './requests';
import type { Request } from './simulate';
import { bootstrapRequests, stateRequests, type Owner } from './sstRequests';
import { evaluate, type Stack } from './template';

const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;

/** Resources that `infra/deployRole.yml` creates. */
export const deployRoleStack = (parameters: Readonly<Record<string, string>>): Stack =>
  evaluate(
    readFileSync(new URL('../../../infra/deployRole.yml', import.meta.url), 'utf8'),
    { Repository: 'works-on-my-cloud/akasha-labs', ...parameters },
    { 'AWS::Region': REGION, 'AWS::AccountId': ACCOUNT },
    {
      Provider: PROVIDER,
      DeployRole: 'deploy',
      'DeployRole.Arn': `arn:aws:iam::${ACCOUNT}:role/deploy`,
    },
  );

/** The policies beside the deploy role, which are attached to it. */
export const attachedPolicies = (stack: Stack): readonly object[] =>
  Object.values(stack.resources)
    .filter(({ type }) => type === 'AWS::IAM::ManagedPolicy')
    .map(({ properties }) => {
      const { Roles, PolicyDocument } = properties as { Roles: unknown; PolicyDocument: object };
      if (JSON.stringify(Roles) !== '["deploy"]') throw new Error('A policy has no role.');
      return PolicyDocument;
    });

/** The domain of a stage and its hosted zone, as parameters of the deploy role. */
export function domainParameters({ resources }: Pick<Deployment, 'resources'>): {
  Domain?: string;
  ZoneId?: string;
} {
  const find = (type: string) => resources.find((each) => each.type === type)?.properties;
  const api = find('aws:appsync/domainName:DomainName');
  const record = find('aws:route53/record:Record');
  return {
    ...(api && { Domain: String(api['domainName']).replace('api.', '') }),
    ...(record && { ZoneId: String(record['zoneId']) }),
  };
}

/** The policy statements of a stage's deploy role. */
export function deployPolicy(
  stage: string,
  parameters: ReturnType<typeof domainParameters> = {},
): Statement[] {
  const stack = deployRoleStack({ Stage: stage, ...parameters });
  const { Policies } = stack.resources['DeployRole']!.properties as {
    Policies: { PolicyDocument: unknown }[];
  };
  return [
    ...Policies.map(({ PolicyDocument }) => PolicyDocument),
    ...attachedPolicies(stack),
  ].flatMap(readPolicy);
}

/**
 * Adds the context that IAM knows by itself. A new resource has no tags yet, only those of the
 * request. A backup selection has no tags: the request is for its plan.
 */
const withContext = (request: Request, { app, stage }: Owner): Request => ({
  ...request,
  context: {
    'aws:RequestedRegion': REGION,
    'aws:ResourceAccount': ACCOUNT,
    ...(/:(Create(?!BackupSelection)|Request|Tag|AddTags|POST)/.test(request.action) && {
      'aws:RequestTag/sst:app': app,
      'aws:RequestTag/sst:stage': stage,
    }),
    ...(!/:(Create(?!BackupSelection)|Request|POST)/.test(request.action) && {
      'aws:ResourceTag/sst:app': app,
      'aws:ResourceTag/sst:stage': stage,
    }),
    ...request.context,
  },
});

/** Every request of a deploy to AWS over the lifetime of its resources. */
export const deployRequests = ({ app, stage, resources }: Deployment): Request[] =>
  [
    ...bootstrapRequests(),
    ...stateRequests({ app: app.name, stage }),
    ...resources.filter(isOfAws).flatMap(requestsFor),
  ].map((request) => withContext(request, { app: app.name, stage }));

/**
 * The same requests for equivalent resources of another owner. Its domain is the parent or a child of
 * this one, in the same zone.
 */
export function foreignRequests({ app, stage, resources }: Deployment, owner: Owner): Request[] {
  const own = new RegExp(`\\b${app.name}-${stage}-`, 'g');
  const { Domain: domain } = domainParameters({ resources });
  const other = domain?.startsWith('preview.')
    ? domain.replace('preview.', '')
    : `preview.${domain}`;
  const text = JSON.stringify(resources.filter(isOfAws));
  const theirs = JSON.parse(
    (domain ? text.replaceAll(domain, other) : text).replace(own, `${owner.app}-${owner.stage}-`),
  ) as Resource[];
  return [...stateRequests(owner), ...theirs.flatMap(requestsFor)].map((request) =>
    withContext(request, owner),
  );
}

const isOfAws = ({ type }: Resource): boolean => type.startsWith('aws:');

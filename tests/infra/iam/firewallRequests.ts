import { ACCOUNT, REGION, regionOf } from '../aws';
import type { Resource } from '../deployment';
import { arn, on } from './asking';
import type { Request } from './simulate';

const API = arn('appsync', 'apis/abcdefghijklmnopqrstuvwxyz');

/** Requests on a web ACL, by its ARN. */
const onAcl = (acl: string, actions: readonly string[]): Request[] =>
  on('wafv2', acl, actions, { 'aws:RequestedRegion': acl.split(':')[3] });

/** The requests for firewalls over their lifetime, by type. */
export const firewallRequests: Readonly<Record<string, (resource: Resource) => Request[]>> = {
  'aws:wafv2/webAcl:WebAcl': ({ physicalName, properties }) => {
    const region = regionOf(properties);
    const scope = properties['scope'] === 'CLOUDFRONT' ? 'global' : 'regional';
    const firewalls = `arn:aws:wafv2:${region}:${ACCOUNT}:${scope}`;
    return [
      ...onAcl(`${firewalls}/webacl/${physicalName}/1234abcd`, [
        ...['CreateWebACL', 'GetWebACL', 'UpdateWebACL', 'DeleteWebACL'],
        ...['ListTagsForResource', 'TagResource', 'UntagResource'],
      ]),
      // https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_id-based-policy-examples.html
      ...onAcl(`${firewalls}/managedruleset/AWSManagedRulesCommonRuleSet/1234abcd`, [
        ...['CreateWebACL', 'UpdateWebACL'],
      ]),
    ];
  },
  // https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html
  'aws:wafv2/webAclAssociation:WebAclAssociation': ({ properties }) => [
    ...onAcl(String(properties['webAclArn']), ['AssociateWebACL', 'GetWebACLForResource']),
    ...on('wafv2', API, ['AssociateWebACL', 'DisassociateWebACL', 'GetWebACLForResource']),
    ...on('appsync', API, ['AssociateWebACL', 'DisassociateWebACL', 'GetWebACLForResource']),
    ...on('appsync', '*', ['SetWebACL']),
  ],
  // https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
  'aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration': ({ properties }) => {
    const acl = String(properties['resourceArn']);
    return [
      ...onAcl(acl, [
        ...['PutLoggingConfiguration', 'GetLoggingConfiguration', 'DeleteLoggingConfiguration'],
      ]),
      ...on(
        'logs',
        '*',
        [
          ...['CreateLogDelivery', 'DeleteLogDelivery', 'DescribeLogGroups'],
          ...['DescribeResourcePolicies', 'PutResourcePolicy'],
        ],
        { 'aws:RequestedRegion': acl.split(':')[3] ?? REGION },
      ),
    ];
  },
};

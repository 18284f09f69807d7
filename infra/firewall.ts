import {
  apiFirewall,
  cdnFirewall,
  loggingFilter,
  redactedFields,
  webAclOf,
  type Firewall,
} from './firewallRules';
import { api } from './graphql';
import { LOG_RETENTION_DAYS, settings, stageName } from './stage';
import { US_EAST_1 } from './usEast1';

/** AWS WAF accepts no other destination in CloudWatch Logs. */
const LOG_PREFIX = 'aws-waf-logs-';

/** Creates a firewall with its log. Everything of a CDN's firewall is in us-east-1. */
function createFirewall(firewall: Firewall): aws.wafv2.WebAcl {
  const name = stageName(firewall.name);
  const where = firewall.scope === 'CLOUDFRONT' ? { region: US_EAST_1 } : {};
  const acl = new aws.wafv2.WebAcl(name, { ...where, ...webAclOf(firewall, name) });
  const logs = new aws.cloudwatch.LogGroup(`${firewall.name}Logs`, {
    ...where,
    namePrefix: `${LOG_PREFIX}${name}-`,
    retentionInDays: LOG_RETENTION_DAYS,
  });
  new aws.wafv2.WebAclLoggingConfiguration(`${firewall.name}Logs`, {
    ...where,
    resourceArn: acl.arn,
    logDestinationConfigs: [logs.arn],
    redactedFields,
    loggingFilter,
  });
  return acl;
}

if (settings.waf) {
  // Covers every host name of the API.
  new aws.wafv2.WebAclAssociation(apiFirewall.name, {
    resourceArn: api.nodes.api.arn,
    webAclArn: createFirewall(apiFirewall).arn,
  });
}

/** The ARN of the CDN's firewall. A distribution attaches it itself. Absent without firewalls. */
export const cdnFirewallArn = settings.waf ? createFirewall(cdnFirewall).arn : undefined;

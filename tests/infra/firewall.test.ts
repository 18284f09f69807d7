import { describe, expect, it } from 'vitest';
import {
  apiFirewall,
  cdnFirewall,
  LECTURE_HALL,
  redactedFields,
  webAclOf,
  WINDOW_SECONDS,
  type Condition,
  type Firewall,
} from '../../infra/firewallRules';
import { REGION } from './aws';
import type { Deployment } from './deployment';
import { resourceOf, resourcesOf } from './policies';
import { deployFaults } from './serviceModels/deployFaults';
import { SETTINGS, synthesize } from './synthesize';

const { prod, dev } = await synthesize(['prod', 'dev'], {
  settings: { ...SETTINGS, dev: { ENABLE_WAF: 'true' } },
});

const ACL = 'aws:wafv2/webAcl:WebAcl';

/**
 * The rules of AWS's groups that we count, and the capacity of the groups.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-ip-rep.html
 */
const GROUPS: Readonly<Record<string, { capacity: number; rules: readonly string[] }>> = {
  AWSManagedRulesCommonRuleSet: {
    capacity: 700,
    rules: [
      ...['NoUserAgent_HEADER', 'UserAgent_BadBots_HEADER', 'SizeRestrictions_QUERYSTRING'],
      ...['SizeRestrictions_Cookie_HEADER', 'SizeRestrictions_BODY', 'SizeRestrictions_URIPATH'],
      ...['EC2MetaDataSSRF_BODY', 'EC2MetaDataSSRF_COOKIE', 'EC2MetaDataSSRF_URIPATH'],
      ...['EC2MetaDataSSRF_QUERYARGUMENTS', 'GenericLFI_QUERYARGUMENTS', 'GenericLFI_URIPATH'],
      ...['GenericLFI_BODY', 'RestrictedExtensions_URIPATH', 'RestrictedExtensions_QUERYARGUMENTS'],
      ...['GenericRFI_QUERYARGUMENTS', 'GenericRFI_BODY', 'GenericRFI_URIPATH'],
      ...['CrossSiteScripting_COOKIE', 'CrossSiteScripting_QUERYARGUMENTS'],
      ...['CrossSiteScripting_BODY', 'CrossSiteScripting_URIPATH'],
    ],
  },
  AWSManagedRulesKnownBadInputsRuleSet: { capacity: 200, rules: [] },
  AWSManagedRulesAmazonIpReputationList: { capacity: 25, rules: [] },
};

type Headers = Readonly<Record<string, string>>;

/** Whether a request meets a condition, as AWS WAF evaluates it. */
function meets(condition: Condition | undefined, headers: Headers): boolean {
  if (condition === undefined) return true;
  const { sizeConstraintStatement: size, byteMatchStatement: start, notStatement } = condition;
  if (notStatement) return !meets(notStatement.statements[0], headers);
  if (size) {
    const value = headers[size.fieldToMatch.singleHeader.name];
    // A missing header does not match.
    return value !== undefined && value.length > size.size;
  }
  return headers[start!.fieldToMatch.singleHeader.name]?.startsWith(start!.searchString) ?? false;
}

/** The requests of one address that pass in a window, when it sends the same one again and again. */
const passing = ({ limits }: Firewall, headers: Headers): number =>
  Math.min(...limits.filter(({ of }) => meets(of, headers)).map(({ limit }) => limit));

/**
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 */
const CAPACITY = { rate: 2, size: 1, start: 2, transformation: 10 };

function capacityOf(condition: Condition | undefined): number {
  if (condition === undefined) return 0;
  const { notStatement, sizeConstraintStatement: size } = condition;
  if (notStatement) return capacityOf(notStatement.statements[0]);
  return (size ? CAPACITY.size : CAPACITY.start) + CAPACITY.transformation;
}

const session = { authorization: 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln' };
const apiKey = { 'x-api-key': 'da2-abcdefghijklmnopqrstuvwxyz' };
const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=ASIA…/20260115/ap-south-1' };

describe('a lecture hall behind one address', () => {
  const { people, withApiKey, toApi, toCdn } = LECTURE_HALL;

  it('is not limited when all start at the same time', () => {
    expect(passing(apiFirewall, apiKey)).toBeGreaterThanOrEqual(people * withApiKey);
    expect(passing(apiFirewall, session)).toBeGreaterThanOrEqual(people * toApi);
    expect(passing(cdnFirewall, {})).toBeGreaterThanOrEqual(people * toCdn);
  });

  it('is not far below the limits, which an attacker can use as well', () => {
    expect(passing(apiFirewall, apiKey)).toBeLessThan(people * withApiKey * 1.5);
    expect(passing(apiFirewall, session)).toBeLessThan(people * toApi * 1.5);
    expect(passing(cdnFirewall, {})).toBeLessThan(people * toCdn * 1.5);
  });
});

describe('the limits of the API', () => {
  it('are lower for requests with the API key than for those of people', () => {
    expect(passing(apiFirewall, apiKey)).toBeLessThan(passing(apiFirewall, session));
  });

  it('cannot be raised by adding a header', () => {
    expect(passing(apiFirewall, { ...apiKey, ...session })).toBe(passing(apiFirewall, apiKey));
    expect(passing(apiFirewall, { ...apiKey, ...signed })).toBe(passing(apiFirewall, apiKey));
    expect(passing(apiFirewall, { 'x-api-key': '' })).toBe(passing(apiFirewall, session));
  });

  it('let our functions announce a thousand completions a second', () => {
    // Five in a request: `REQUEST_SIZE` in functions/lib/announce.ts.
    expect(passing(apiFirewall, signed)).toBeGreaterThanOrEqual((1_000 / 5) * WINDOW_SECONDS);
  });
});

describe.each([apiFirewall, cdnFirewall])('$name', (firewall) => {
  const { rules, customResponseBodies } = webAclOf(firewall, 'It');

  it('fits into the capacity that is included in the price', () => {
    const limits = firewall.limits.map(({ of }) => CAPACITY.rate + capacityOf(of));
    const groups = firewall.groups.map(({ name }) => GROUPS[name]!.capacity);
    expect([...limits, ...groups].reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(1_500);
  });

  it('keeps the actions of AWS’s groups, and has an action of its own for each limit', () => {
    for (const rule of rules) {
      const isGroup = 'managedRuleGroupStatement' in rule.statement;
      expect(rule).toHaveProperty(isGroup ? 'overrideAction.none' : 'action.block');
      expect(rule).not.toHaveProperty(isGroup ? 'action' : 'overrideAction');
    }
    expect(rules.map(({ priority }) => priority)).toEqual(rules.map((_, i) => i));
  });

  it('counts only rules that AWS’s groups have', () => {
    for (const { name, counted } of firewall.groups) {
      expect(GROUPS[name]!.rules).toEqual(expect.arrayContaining([...counted]));
    }
  });

  it('has no evaluation window or limit that AWS WAF refuses', () => {
    expect([60, 120, 300, 600]).toContain(WINDOW_SECONDS);
    for (const { limit } of firewall.limits) expect(limit).toBeGreaterThanOrEqual(10);
  });

  it('responds to too many requests with 429 and JSON that any page can read', () => {
    const [{ key, contentType, content }] = customResponseBodies as [
      (typeof customResponseBodies)[number],
    ];
    expect(contentType).toBe('APPLICATION_JSON');
    expect(JSON.stringify(JSON.parse(content))).toContain('"TooManyRequests"');
    // https://docs.aws.amazon.com/waf/latest/developerguide/limits.html
    expect(content.length).toBeLessThanOrEqual(4_096);
    const blocks = rules.flatMap((rule) => ('action' in rule ? [rule.action.block] : []));
    expect(blocks.length).toBe(firewall.limits.length);
    for (const { customResponse } of blocks) {
      expect(customResponse).toMatchObject({ responseCode: 429, customResponseBodyKey: key });
      expect(customResponse.responseHeaders).toEqual(
        expect.arrayContaining([
          { name: 'access-control-allow-origin', value: '*' },
          { name: 'retry-after', value: String(WINDOW_SECONDS) },
        ]),
      );
      // AWS WAF sets this header itself and refuses another one.
      expect(customResponse.responseHeaders.map(({ name }) => name)).not.toContain('content-type');
    }
  });
});

it('the API’s firewall only counts what valid GraphQL requests look like', () => {
  const counted = apiFirewall.groups.flatMap((group) => group.counted);
  const common = GROUPS['AWSManagedRulesCommonRuleSet']!.rules;
  expect(counted).toEqual(expect.arrayContaining(common.filter((each) => each.endsWith('_BODY'))));
  expect(counted).toEqual(
    expect.arrayContaining(['NoUserAgent_HEADER', 'SizeRestrictions_QUERYSTRING']),
  );
});

const propertiesOf = (deployment: Deployment, type: string) =>
  resourcesOf(deployment, type).map(({ properties }) => properties);

describe.each([
  ['prod', prod],
  ['dev with ENABLE_WAF=true', dev],
])('%s', (_, deployment) => {
  it('has a firewall for the API in its region, and one for the CDN in us-east-1', () => {
    const acls = propertiesOf(deployment, ACL);
    expect(acls.map(({ scope, region = REGION }) => [scope, region]).sort()).toEqual([
      ['CLOUDFRONT', 'us-east-1'],
      ['REGIONAL', 'ap-south-1'],
    ]);
  });

  it('attaches the API’s firewall to the API', () => {
    const { physicalName } = resourceOf(
      deployment,
      ACL,
      `akasha-labs-${deployment.stage}-ApiFirewall`,
    );
    const associations = propertiesOf(deployment, 'aws:wafv2/webAclAssociation:WebAclAssociation');
    expect(associations).toEqual([
      {
        resourceArn: 'arn:aws:appsync:ap-south-1:111122223333:apis/apiapi-id',
        webAclArn: expect.stringContaining(`regional/webacl/${physicalName}/`) as string,
      },
    ]);
  });

  it('logs both for 30 days, in the region of each, without tokens', () => {
    const configurations = propertiesOf(
      deployment,
      'aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration',
    );
    expect(configurations).toHaveLength(2);
    const groups = resourcesOf(deployment, 'aws:cloudwatch/logGroup:LogGroup');
    for (const { resourceArn, logDestinationConfigs, ...rest } of configurations) {
      const [destination] = logDestinationConfigs as [string];
      const [, , , region, , , name] = destination.split(':');
      expect(String(resourceArn).split(':')[3]).toBe(region);
      expect(name).toMatch(/^aws-waf-logs-akasha-labs-/);
      const group = groups.find(({ physicalName }) => physicalName === name);
      expect(group?.properties['retentionInDays']).toBe(30);
      expect(rest['redactedFields']).toEqual(redactedFields);
    }
    expect(redactedFields).toEqual(
      expect.arrayContaining([
        { singleHeader: { name: 'authorization' } },
        { singleHeader: { name: 'x-api-key' } },
        { singleHeader: { name: 'cookie' } },
        { singleHeader: { name: 'sec-websocket-protocol' } },
        { queryString: {} },
      ]),
    );
  });

  it('keeps no samples of requests, which would show what the logs redact', () => {
    const acls = JSON.stringify(propertiesOf(deployment, ACL));
    expect(acls).toContain('"sampledRequestsEnabled":false');
    expect(acls).not.toContain('"sampledRequestsEnabled":true');
  });

  it('is accepted by AWS’s own models', () => {
    expect(deployFaults(deployment)).toEqual([]);
  });
});

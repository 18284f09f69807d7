/**
 * The rules of the firewalls, in AWS WAF's own terms.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-list.html
 */

/** AWS WAF counts the requests of an address over this time. It releases the address as slowly. */
export const WINDOW_SECONDS = 300;

/** A condition on requests. Only the first matching key is present. */
export interface Condition {
  readonly sizeConstraintStatement?: ReturnType<typeof present>;
  readonly byteMatchStatement?: ReturnType<typeof startingWith>;
  readonly notStatement?: { statements: Condition[] };
}

/** A limit on the requests of one address. */
interface RateLimit {
  readonly name: string;
  /** Requests in `WINDOW_SECONDS`. */
  readonly limit: number;
  /** The requests that count. Default: all. */
  readonly of?: Condition;
}

/** A rule group that AWS maintains. */
interface ManagedGroup {
  readonly name: string;
  /** Rules that count the requests that they match, instead of blocking them. */
  readonly counted: readonly string[];
}

/** What a firewall protects, and the response to an address that exceeds a limit. */
export interface Firewall {
  readonly name: string;
  readonly scope: 'REGIONAL' | 'CLOUDFRONT';
  readonly limits: readonly RateLimit[];
  readonly groups: readonly ManagedGroup[];
  /** In the form of the errors of what it protects. */
  readonly refusal: object;
}

const asIs = () => [{ priority: 0, type: 'NONE' }];
const header = (name: string) => ({ singleHeader: { name } });

const present = (name: string) => ({
  fieldToMatch: header(name),
  comparisonOperator: 'GT',
  size: 0,
  textTransformations: asIs(),
});

const startingWith = (name: string, searchString: string) => ({
  fieldToMatch: header(name),
  positionalConstraint: 'STARTS_WITH',
  searchString,
  textTransformations: asIs(),
});

/** A WebSocket carries its key elsewhere, and counts as one request. */
const hasApiKey: Condition = { sizeConstraintStatement: present('x-api-key') };
/** Requests of our own functions. AppSync checks the signature before it runs a resolver. */
const isSigned: Condition = {
  byteMatchStatement: startingWith('authorization', 'AWS4-HMAC-SHA256 '),
};

/**
 * A lecture hall behind one address: what each person sends in `WINDOW_SECONDS`, when all start at
 * the same time. The limits leave room for it.
 */
export const LECTURE_HALL = {
  people: 300,
  /** The explorer or the site in two tabs, opened three times. */
  withApiKey: 15,
  /** In addition, six submissions, each followed by the person's progress. */
  toApi: 30,
  /** The same pages, with their scripts, pictures and badges. */
  toCdn: 60,
} as const;

const TOO_MANY = 'Too many requests from this address. Try again in five minutes.';

const reputation: ManagedGroup = { name: 'AWSManagedRulesAmazonIpReputationList', counted: [] };
const knownBadInputs: ManagedGroup = { name: 'AWSManagedRulesKnownBadInputsRuleSet', counted: [] };

/**
 * The core rule set protects applications that build pages or commands from their input. These
 * rules would block valid requests.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const common = (...counted: string[]): ManagedGroup => ({
  name: 'AWSManagedRulesCommonRuleSet',
  counted: [
    // Over 8,192 bytes, which a generated operation can exceed.
    'SizeRestrictions_BODY',
    // Programs may omit it.
    'NoUserAgent_HEADER',
    ...counted,
  ],
});

export const apiFirewall: Firewall = {
  name: 'ApiFirewall',
  scope: 'REGIONAL',
  limits: [
    // Anyone can read the key in a frontend, and no account stands behind it.
    { name: 'RequestsWithApiKey', limit: 5_000, of: hasApiKey },
    { name: 'Requests', limit: 10_000, of: { notStatement: { statements: [isSigned] } } },
    // Functions share few addresses: 100,000 requests announce 1,600 completions a second.
    { name: 'SignedRequests', limit: 100_000, of: isSigned },
  ],
  groups: [
    reputation,
    knownBadInputs,
    common(
      // GraphQL's bodies are texts for resolvers: paths, addresses and markup are only data.
      'GenericLFI_BODY',
      'GenericRFI_BODY',
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      // WebSockets carry their token in the query string.
      'SizeRestrictions_QUERYSTRING',
    ),
  ],
  refusal: { errors: [{ errorType: 'TooManyRequests', message: TOO_MANY }] },
};

export const cdnFirewall: Firewall = {
  name: 'CdnFirewall',
  scope: 'CLOUDFRONT',
  limits: [{ name: 'Requests', limit: 20_000 }],
  groups: [reputation, knownBadInputs, common()],
  refusal: { error: { type: 'TooManyRequests', message: TOO_MANY } },
};

/** Samples would show headers that the logs redact. */
const measuredAs = (metricName: string) => ({
  metricName,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

const REFUSAL = 'TooManyRequests';

/** Too many requests are answered with 429, in a form that browsers show to any page. */
const refuse = () => ({
  block: {
    customResponse: {
      responseCode: 429,
      customResponseBodyKey: REFUSAL,
      responseHeaders: [
        { name: 'access-control-allow-origin', value: '*' },
        { name: 'access-control-expose-headers', value: 'retry-after' },
        { name: 'cache-control', value: 'no-store' },
        { name: 'retry-after', value: String(WINDOW_SECONDS) },
      ],
    },
  },
});

const rateRule = ({ name, limit, of }: RateLimit) => ({
  name,
  statement: {
    rateBasedStatement: {
      aggregateKeyType: 'IP',
      evaluationWindowSec: WINDOW_SECONDS,
      limit,
      ...(of && { scopeDownStatement: of }),
    },
  },
  action: refuse(),
  visibilityConfig: measuredAs(name),
});

const groupRule = ({ name, counted }: ManagedGroup) => ({
  name,
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ...(counted.length > 0 && {
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      }),
    },
  },
  // Keeps the group's own actions. A rule with a group cannot have an `action`.
  overrideAction: { none: {} },
  visibilityConfig: measuredAs(name),
});

/** The web ACL of a firewall. Limits come first, so that a flood is blocked before it is inspected. */
export const webAclOf = ({ scope, limits, groups, refusal }: Firewall, metricName: string) => ({
  scope,
  defaultAction: { allow: {} },
  rules: [...limits.map(rateRule), ...groups.map(groupRule)].map((rule, priority) => ({
    ...rule,
    priority,
  })),
  customResponseBodies: [
    { key: REFUSAL, contentType: 'APPLICATION_JSON', content: JSON.stringify(refusal) },
  ],
  visibilityConfig: measuredAs(metricName),
});

/**
 * What the logs of a firewall leave out: everything that can carry a token. The query string has
 * the token of a WebSocket and the code of a sign-in.
 */
export const redactedFields = [
  ...['authorization', 'cookie', 'sec-websocket-protocol', 'x-api-key'].map((name) => ({
    singleHeader: { name },
  })),
  { queryString: {} },
];

/** Logs only requests that a rule blocked or counted: the others are in the API's own metrics. */
export const loggingFilter = {
  defaultBehavior: 'DROP',
  filters: [
    {
      behavior: 'KEEP',
      requirement: 'MEETS_ANY',
      conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((action) => ({
        actionCondition: { action },
      })),
    },
  ],
};

import { call, pascal, tagList, type Mapper, type Properties } from './translation';

/** Pulumi lists the single statement that `Not` negates. */
function statement(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(statement);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) =>
      key === 'NotStatement'
        ? [key, { Statement: statement((each as { Statements: unknown[] }).Statements[0]) }]
        : [key, statement(each)],
    ),
  );
}

interface Body {
  readonly key: string;
  readonly contentType: string;
  readonly content: string;
}

const visibility = (value: unknown): Properties => {
  const { cloudwatchMetricsEnabled, ...rest } = value as Properties;
  return { ...pascal(rest), CloudWatchMetricsEnabled: cloudwatchMetricsEnabled };
};

const rule = ({ visibilityConfig, statement: condition, ...rest }: Properties): Properties => ({
  ...pascal(rest),
  Statement: statement(pascal(condition as Properties)),
  VisibilityConfig: visibility(visibilityConfig),
});

/** The calls that create firewalls. */
export const firewallCalls: Readonly<Record<string, Mapper>> = {
  'aws:wafv2/webAcl:WebAcl': (
    { rules, customResponseBodies, visibilityConfig, ...rest },
    Name,
    tags,
  ) => [
    call('wafv2.CreateWebACL', {
      ...pascal(rest),
      Name,
      Rules: (rules as Properties[]).map(rule),
      CustomResponseBodies: Object.fromEntries(
        (customResponseBodies as Body[]).map(({ key, contentType, content }) => [
          key,
          { ContentType: contentType, Content: content },
        ]),
      ),
      VisibilityConfig: visibility(visibilityConfig),
      Tags: tagList(tags),
    }),
  ],
  'aws:wafv2/webAclAssociation:WebAclAssociation': ({ webAclArn, resourceArn, ...rest }) => [
    call('wafv2.AssociateWebACL', { ...rest, WebACLArn: webAclArn, ResourceArn: resourceArn }),
  ],
  'aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration': (properties) => [
    call('wafv2.PutLoggingConfiguration', { LoggingConfiguration: pascal(properties) }),
  ],
};

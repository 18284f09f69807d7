const { accountId } = aws.getCallerIdentityOutput();
const { region } = aws.getRegionOutput();

/** An ARN in this account and the stage's region. */
export const arnHere = (service: string, resource: string): $util.Output<string> =>
  $interpolate`arn:aws:${service}:${region}:${accountId}:${resource}`;

/**
 * A trust policy: one service may assume the role, on behalf of one resource of this account.
 * Without the source condition, the service could be made to assume it for someone else's resource
 * (the confused deputy problem).
 *
 * @param source its ARN, with `*` for parts that are not known yet. Default: any resource of this
 *   account, for services that do not document an ARN.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const trustOf = (service: string, source: $util.Input<string> = '*'): $util.Output<string> =>
  aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ['sts:AssumeRole'],
        principals: [{ type: 'Service', identifiers: [service] }],
        conditions: [
          { test: 'StringEquals', variable: 'aws:SourceAccount', values: [accountId] },
          ...(source === '*'
            ? []
            : [{ test: 'ArnLike', variable: 'aws:SourceArn', values: [source] }]),
        ],
      },
    ],
  }).json;

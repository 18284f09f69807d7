const { accountId } = aws.getCallerIdentityOutput();
const { region } = aws.getRegionOutput();

/** An ARN of this account, in the region of the stage. */
export const arnHere = (service: string, resource: string): $util.Output<string> =>
  $interpolate`arn:aws:${service}:${region}:${accountId}:${resource}`;

/**
 * A trust policy: one service may take the role, on behalf of one resource of this account. Without the
 * source the service could be made to take it for somebody else's resource (a confused deputy).
 *
 * @param source its ARN, in which `*` stands for what is not known yet
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const trustOf = (service: string, source: $util.Input<string>): $util.Output<string> =>
  aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ['sts:AssumeRole'],
        principals: [{ type: 'Service', identifiers: [service] }],
        conditions: [
          { test: 'StringEquals', variable: 'aws:SourceAccount', values: [accountId] },
          { test: 'ArnLike', variable: 'aws:SourceArn', values: [source] },
        ],
      },
    ],
  }).json;

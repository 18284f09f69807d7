/**
 * The region that CloudFront, its firewall and its metrics belong to. AppSync's domains take their
 * certificates from there. Resources in it have this as their argument `region`, which keeps the
 * default tags of the only provider.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-services.html
 */
export const US_EAST_1 = 'us-east-1';

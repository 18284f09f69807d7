import { certificates, createAlias, domain } from './domains';
import { isProduction } from './stage';

/**
 * Whether the default hosts of the HTTP APIs are disabled. Only in prod: on other stages, they work
 * even if the DNS of the domain does not.
 */
export const disablesDefaultHosts = isProduction && domain !== undefined;

/** The arguments of an HTTP API with a host of the stage. None if the stage has no domain. */
export const onHost = (host: string | undefined) =>
  host !== undefined && certificates
    ? { domain: { name: host, cert: certificates.regional, dns: false as const } }
    : {};

/**
 * A `transform` for the domain of an HTTP API: it responds over IPv6 too, as its AAAA record says.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-ip-address-type.html
 */
export function dualStack(args: aws.apigatewayv2.DomainNameArgs): undefined {
  args.domainNameConfiguration = $output(args.domainNameConfiguration).apply((configuration) => ({
    ...configuration,
    ipAddressType: 'dualstack',
  }));
}

/** Creates the records of a host that serves an HTTP API. Does nothing without a host. */
export function createAliasTo(name: string, host: string | undefined, api: HttpApi): void {
  if (host === undefined) return;
  const configuration = $output(api.nodes.domainName).domainNameConfiguration;
  createAlias(name, host, {
    name: configuration.targetDomainName,
    zoneId: configuration.hostedZoneId,
  });
}

type HttpApi = InstanceType<typeof sst.aws.ApiGatewayV2>;

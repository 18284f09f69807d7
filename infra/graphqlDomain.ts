import { certificates, createAlias, domain } from './domains';
import { api } from './graphql';
import { stageName } from './stage';

/**
 * The addresses of the API for clients. Our own functions use AppSync's host, which needs no DNS.
 * That host cannot be disabled.
 */
export const { graphqlUrl, realtimeUrl } =
  domain && certificates
    ? serveOn(domain.api, certificates.global)
    : {
        graphqlUrl: api.nodes.api.uris.apply(({ GRAPHQL }) => GRAPHQL!),
        realtimeUrl: api.nodes.api.uris.apply(({ REALTIME }) => REALTIME!),
      };

/**
 * Without SST's argument `domain`, which does not expose the resource that DNS refers to.
 *
 * @param certificate in us-east-1, regardless of the region of the API
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/custom-domain-name.html
 */
function serveOn(host: string, certificate: $util.Input<string>) {
  // AppSync accepts a host only once, and changes neither its certificate nor its API.
  const options = { deleteBeforeReplace: true };
  const name = new aws.appsync.DomainName(
    stageName('ApiDomain'),
    { domainName: host, certificateArn: certificate },
    options,
  );
  new aws.appsync.DomainNameApiAssociation(
    stageName('ApiDomain'),
    { apiId: api.id, domainName: name.domainName },
    options,
  );
  createAlias('Api', host, { name: name.appsyncDomainName, zoneId: name.hostedZoneId });
  return {
    graphqlUrl: $output(`https://${host}/graphql`),
    realtimeUrl: $output(`wss://${host}/graphql/realtime`),
  };
}

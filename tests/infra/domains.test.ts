import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Deployment } from './deployment';
import { describeDeployability } from './deployability';
import { deployPolicy, deployRequests, domainParameters } from './iam/deployRole';
import { isAllowed } from './iam/simulate';
import { resourceOf, resourcesOf } from './policies';
import { deployFaults } from './serviceModels/deployFaults';
import { summarize } from './summary';
import { synthesize } from './synthesize';

const DOMAIN = 'labs.example.com';
const DNS_ZONE_ID = 'Z0123456789ABCDEFGHIJ';
const CERTIFICATE_ARN = 'arn:aws:acm:ap-south-1:111122223333:certificate/regional';
const CERTIFICATE_ARN_US_EAST_1 = 'arn:aws:acm:us-east-1:111122223333:certificate/global';

/** Stages with a domain in the account's zone, with a domain in another zone, and without. */
const {
  dev,
  ada: elsewhere,
  prod,
  preview: without,
} = await synthesize(['dev', 'ada', 'prod', 'preview'], {
  settings: {
    dev: { DOMAIN, DNS_ZONE_ID },
    ada: { DOMAIN, CERTIFICATE_ARN, CERTIFICATE_ARN_US_EAST_1 },
    prod: { DNS_ZONE_ID },
    preview: { DOMAIN: 'none' },
  },
});

const CERTIFICATE = 'aws:acm/certificate:Certificate';
const RECORD = 'aws:route53/record:Record';
const HTTP_DOMAIN = 'aws:apigatewayv2/domainName:DomainName';
const API_DOMAIN = 'aws:appsync/domainName:DomainName';

const propertiesOf = (deployment: Deployment, type: string) =>
  resourcesOf(deployment, type).map(({ properties }) => properties);

it('dev with a domain creates what its summary lists', async () => {
  await expect(summarize(dev)).toMatchFileSnapshot('stages/dev-with-domain.yml');
});

describe('dev with a domain', () => describeDeployability(dev));

describe('the certificates', () => {
  it('cover the domain and its hosts, in the region of API Gateway and in that of AppSync', () => {
    const certificates = propertiesOf(dev, CERTIFICATE).map(
      ({ region, domainName, subjectAlternativeNames, validationMethod }) => ({
        region,
        names: [domainName, ...(subjectAlternativeNames as string[])],
        validationMethod,
      }),
    );
    const each = { names: [DOMAIN, `*.${DOMAIN}`], validationMethod: 'DNS' };
    expect(certificates).toEqual([
      { region: 'ap-south-1', ...each },
      { region: 'us-east-1', ...each },
    ]);
  });

  it('are validated by one record, before anything uses them', () => {
    const records = resourcesOf(dev, RECORD).filter(
      ({ properties }) => properties['type'] === 'CNAME',
    );
    expect(records).toHaveLength(1);
    const used = [...resourcesOf(dev, HTTP_DOMAIN), ...resourcesOf(dev, API_DOMAIN)];
    expect(used).toHaveLength(3);
    const validation = 'aws:acm/certificateValidation:CertificateValidation';
    for (const { dependencies } of used) {
      expect(dependencies).toContainEqual(expect.stringContaining(validation));
    }
    for (const { dependencies } of resourcesOf(dev, validation)) {
      expect(dependencies).toContain(`${RECORD} ${records[0]!.name}`);
    }
  });
});

describe('the hosts', () => {
  it.each([
    ['dev', dev, DOMAIN],
    ['ada', elsewhere, DOMAIN],
    ['prod', prod, 'works-on-my.cloud'],
  ])('of %s are served by its APIs', (_, deployment, domain) => {
    const mapped = (type: string) =>
      propertiesOf(deployment, type).map(({ domainName, apiId }) => [domainName, apiId]);
    expect(mapped('aws:appsync/domainNameApiAssociation:DomainNameApiAssociation')).toEqual([
      [`api.${domain}`, 'apiapi-id'],
    ]);
    expect(mapped('aws:apigatewayv2/apiMapping:ApiMapping').sort()).toEqual([
      [`auth.${domain}`, 'restapi-id'],
      [`widgets.${domain}`, 'widgetsapi-id'],
    ]);
  });

  it('of the API are removed before they are replaced, because AppSync accepts a host once', () => {
    const parts = resourcesOf(prod, API_DOMAIN).concat(
      resourcesOf(prod, 'aws:appsync/domainNameApiAssociation:DomainNameApiAssociation'),
    );
    expect(parts.map(({ removedFirst }) => removedFirst)).toEqual([true, true]);
  });

  it('require TLS 1.2', () => {
    for (const { domainNameConfiguration } of propertiesOf(prod, HTTP_DOMAIN)) {
      expect(domainNameConfiguration).toMatchObject({ securityPolicy: 'TLS_1_2' });
    }
  });

  it('have records for IPv4 and IPv6 that refer to what serves them', () => {
    const records = propertiesOf(dev, RECORD)
      .filter(({ name }) => /^(api|auth|widgets)\./.test(String(name)))
      .map(({ zoneId, name, type, aliases }) => {
        const [alias] = aliases as { name: string }[];
        return [zoneId, name, type, alias!.name];
      });
    const [cloudfront, gateway] = [
      'd111111abcdef8.cloudfront.net',
      'd-abcdef1234.execute-api.ap-south-1.amazonaws.com',
    ];
    expect(records.sort()).toEqual(
      [
        ['api', cloudfront],
        ['auth', gateway],
        ['widgets', gateway],
      ].flatMap(([label, target]) =>
        ['A', 'AAAA'].map((type) => [DNS_ZONE_ID, `${label}.${DOMAIN}`, type, target]),
      ),
    );
  });

  it('replace the default hosts of the HTTP APIs in prod, and only there', () => {
    const disabled = (deployment: Deployment) =>
      propertiesOf(deployment, 'aws:apigatewayv2/api:Api').map(
        ({ disableExecuteApiEndpoint }) => disableExecuteApiEndpoint,
      );
    expect(disabled(prod)).toEqual([true, true]);
    for (const deployment of [dev, elsewhere, without]) {
      expect(disabled(deployment)).toEqual([false, false]);
    }
  });
});

describe('the addresses', () => {
  it.each([
    ['dev', dev, DOMAIN],
    ['ada', elsewhere, DOMAIN],
    ['prod', prod, 'works-on-my.cloud'],
  ])('of %s last, with realtime on the host of the API', (_, deployment, domain) => {
    expect(deployment.outputs).toMatchObject({
      api: `https://api.${domain}/graphql`,
      realtime: `wss://api.${domain}/graphql/realtime`,
      auth: `https://auth.${domain}`,
      site: `https://${domain}`,
      widgets: `https://cdn.${domain}`,
      frontend: `https://${domain}`,
    });
  });

  it('of prod are what the command line looks for', () => {
    const source = new URL('../../packages/cli/src/api/serverUrl.ts', import.meta.url);
    const [, address] = /DEFAULT_URL = '(.*)'/.exec(readFileSync(source, 'utf8'))!;
    expect(address).toBe(prod.outputs['auth']);
  });

  it('of discovery are those of the domain, but functions need no DNS to call the API', () => {
    const linksOf = (name: string) =>
      dev.builds.find(({ functionID }) => functionID === name)!.links;
    expect(linksOf('Discovery')['PublicApi']).toMatchObject({
      url: `https://api.${DOMAIN}/graphql`,
    });
    expect(linksOf('PublishCompletion')['GraphqlApi']).toMatchObject({
      url: 'https://apiapi-id.appsync-api.ap-south-1.amazonaws.com/graphql',
    });
  });
});

describe('a domain in a zone of another account', () => {
  it('has the given certificates and no records', () => {
    expect(resourcesOf(elsewhere, CERTIFICATE)).toEqual([]);
    expect(resourcesOf(elsewhere, RECORD)).toEqual([]);
    expect(propertiesOf(elsewhere, API_DOMAIN).map((each) => each['certificateArn'])).toEqual([
      CERTIFICATE_ARN_US_EAST_1,
    ]);
    for (const { domainNameConfiguration } of propertiesOf(elsewhere, HTTP_DOMAIN)) {
      expect(domainNameConfiguration).toMatchObject({ certificateArn: CERTIFICATE_ARN });
    }
  });

  it('has an output with the records to create', () => {
    expect(elsewhere.outputs['missingRecords']).toMatchObject({
      [`api.${DOMAIN}`]: 'd111111abcdef8.cloudfront.net',
      [`auth.${DOMAIN}`]: 'd-abcdef1234.execute-api.ap-south-1.amazonaws.com',
      [`widgets.${DOMAIN}`]: 'd-abcdef1234.execute-api.ap-south-1.amazonaws.com',
    });
    expect(dev.outputs).not.toHaveProperty('missingRecords');
  });

  it('can be deployed, without a right to any zone', () => {
    expect(deployFaults(elsewhere)).toEqual([]);
    const parameters = domainParameters(elsewhere);
    expect(parameters).toEqual({ Domain: DOMAIN });
    const policy = deployPolicy('ada', parameters);
    expect(deployRequests(elsewhere).filter((each) => !isAllowed(policy, each))).toEqual([]);
  });
});

describe('the deploy role', () => {
  const change = (name: string, type = 'A', zone = DNS_ZONE_ID) =>
    isAllowed(deployPolicy('prod', domainParameters(prod)), {
      action: 'route53:ChangeResourceRecordSets',
      resource: `arn:aws:route53:::hostedzone/${zone}`,
      context: {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': [name],
        'route53:ChangeResourceRecordSetsRecordTypes': [type],
      },
    });

  it.each<[what: string, name: string, type?: string, zone?: string]>([
    ['the host of the API', 'api.works-on-my.cloud'],
    ['the site', 'works-on-my.cloud'],
    ['the validation of a certificate', `_${'0'.repeat(32)}.works-on-my.cloud`, 'CNAME'],
  ])('may change %s', (_, ...record) => {
    expect(change(...record)).toBe(true);
  });

  it.each<[what: string, name: string, type?: string, zone?: string]>([
    ['a host of another stage', 'api.preview.works-on-my.cloud'],
    ['a host that the product does not have', 'www.works-on-my.cloud'],
    ['the validation of another stage', `_${'0'.repeat(32)}.preview.works-on-my.cloud`, 'CNAME'],
    ['where mail goes', 'works-on-my.cloud', 'MX'],
    ['another zone', 'api.works-on-my.cloud', 'A', 'Z9876543210ABCDEFGHIJ'],
  ])('may not change %s', (_, ...record) => {
    expect(change(...record)).toBe(false);
  });
});

it('a stage without a domain has no certificate, host or record', () => {
  for (const type of [CERTIFICATE, RECORD, HTTP_DOMAIN, API_DOMAIN]) {
    expect(resourcesOf(without, type)).toEqual([]);
  }
  expect(without.outputs).toMatchObject({
    api: 'https://apiapi-id.appsync-api.ap-south-1.amazonaws.com/graphql',
    realtime: 'wss://apiapi-id.appsync-realtime-api.ap-south-1.amazonaws.com/graphql',
    auth: 'https://restapi-id.execute-api.ap-south-1.amazonaws.com',
    site: 'https://d222222abcdef8.cloudfront.net',
    widgets: 'https://d222222abcdef8.cloudfront.net',
    frontend: 'https://preview.works-on-my.cloud',
  });
  const { properties } = resourceOf(without, 'aws:apigatewayv2/api:Api', 'RestApi');
  expect(properties['corsConfiguration']).toMatchObject({
    allowOrigins: ['https://preview.works-on-my.cloud'],
  });
});

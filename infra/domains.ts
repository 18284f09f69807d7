import { domainNames } from './domainNames';
import { REGION } from './settings';
import { settings, stageName } from './stage';
import { US_EAST_1 } from './usEast1';

const { zoneId } = settings;

/** The hosts of the stage. Undefined if it has no domain. */
export const domain = settings.domain === undefined ? undefined : domainNames(settings.domain);

/** The certificates for all hosts of the stage. Undefined if it has no domain. */
export const certificates: Certificates | undefined =
  domain && (settings.certificates ?? createCertificates(domain.site, zoneId!));

interface Certificates {
  /** For API Gateway. */
  readonly regional: $util.Input<string>;
  /** For AppSync and CloudFront. */
  readonly global: $util.Input<string>;
}

function createCertificates(site: string, zone: string): Certificates {
  const request = (name: string, region: string) =>
    new aws.acm.Certificate(stageName(name), {
      region,
      domainName: site,
      subjectAlternativeNames: [`*.${site}`],
      validationMethod: 'DNS',
    });
  const regional = request('Certificate', REGION);
  const global = request('CertificateUsEast1', US_EAST_1);
  // The domain and its wildcard have the same record, in every region.
  // https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
  const validation = regional.domainValidationOptions[0]!;
  const { fqdn } = new aws.route53.Record(stageName('CertificateValidation'), {
    zoneId: zone,
    name: validation.resourceRecordName,
    type: validation.resourceRecordType,
    records: [validation.resourceRecordValue],
    ttl: 60,
    allowOverwrite: true,
  });
  const validated = (name: string, { arn, region }: aws.acm.Certificate) =>
    new aws.acm.CertificateValidation(
      stageName(name),
      { region, certificateArn: arn, validationRecordFqdns: [fqdn] },
      // The default of 75 minutes is longer than the credentials of a deploy in CI last.
      { customTimeouts: { create: '30m' } },
    ).certificateArn;
  return {
    regional: validated('Certificate', regional),
    global: validated('CertificateUsEast1', global),
  };
}

/** What an alias record refers to. */
interface AliasTarget {
  readonly name: $util.Input<string>;
  readonly zoneId: $util.Input<string>;
}

/** Targets of the records that operators create, by host. Empty if the zone is in the account. */
export const missingRecords: Record<string, $util.Input<string>> = {};

/**
 * Creates the A and AAAA records of a host. They overwrite those of a deploy that was killed. They
 * never overwrite those of another stage, because AWS accepts a host only once.
 *
 * @param name identifies the records in Pulumi
 */
export function createAlias(name: string, host: string, target: AliasTarget): void {
  if (zoneId === undefined) {
    missingRecords[host] = target.name;
    return;
  }
  for (const type of ['A', 'AAAA']) {
    new aws.route53.Record(stageName(`${name}${type}`), {
      zoneId,
      name: host,
      type,
      aliases: [{ ...target, evaluateTargetHealth: false }],
      allowOverwrite: true,
    });
  }
}

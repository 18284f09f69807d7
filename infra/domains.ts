import { domainNames } from './domainNames';
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
  const request = (name: string, region?: string) =>
    new aws.acm.Certificate(stageName(name), {
      ...(region && { region }),
      domainName: site,
      subjectAlternativeNames: [`*.${site}`],
      validationMethod: 'DNS',
    });
  const regional = request('Certificate');
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
  const validated = (name: string, certificate: aws.acm.Certificate, region?: string) =>
    new aws.acm.CertificateValidation(stageName(name), {
      ...(region && { region }),
      certificateArn: certificate.arn,
      validationRecordFqdns: [fqdn],
    }).certificateArn;
  return {
    regional: validated('Certificate', regional),
    global: validated('CertificateUsEast1', global, US_EAST_1),
  };
}

/** An AWS resource that serves a host, as an alias record refers to it. */
interface AliasTarget {
  readonly name: $util.Input<string>;
  readonly zoneId: $util.Input<string>;
}

/** The records that the operator creates, as host and target. Empty if the zone is in the account. */
export const missingRecords: Record<string, $util.Input<string>> = {};

/**
 * Points a host of the stage at the resource that serves it. A record of an earlier deploy that was
 * killed is overwritten. It can be no other stage's: AWS accepts a host only once.
 *
 * @param name of the records in Pulumi
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

/** The hosts of a stage with a domain. */
export interface DomainNames {
  readonly site: string;
  readonly api: string;
  readonly auth: string;
  readonly cdn: string;
  /** The origin of the CDN. Pages request widgets from the CDN. */
  readonly widgets: string;
}

/** All hosts are one label below the domain, so that one wildcard certificate covers them. */
export const domainNames = (domain: string): DomainNames => ({
  site: domain,
  api: `api.${domain}`,
  auth: `auth.${domain}`,
  cdn: `cdn.${domain}`,
  widgets: `widgets.${domain}`,
});

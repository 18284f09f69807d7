/**
 * Supported content types besides `text/*`: those that AWS documents, and the type of forms, which
 * AWS's own sample sends (aws-samples/aws-appsync-resolver-samples, publishToSNS.js).
 */
const types = [
  'application/xml',
  'application/json',
  'application/soap+xml',
  'application/x-amz-json-1.0',
  'application/x-amz-json-1.1',
  'application/vnd.api+json',
  'application/x-ndjson',
  'application/x-www-form-urlencoded',
];

/**
 * Whether a request may have this content type.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-http-js.html
 */
export function isSupported(contentType: string): boolean {
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  return type.startsWith('text/') || types.includes(type);
}

/** Supported encodings of a body, by their charset name in a content type. */
const encodings: Readonly<Record<string, BufferEncoding>> = {
  'utf-8': 'utf8',
  'us-ascii': 'latin1',
  'iso-8859-1': 'latin1',
  'utf-16le': 'utf16le',
};

/** The encoding of a request's body. Default: UTF-8. Undefined for an unsupported charset. */
export function encodingOf(contentType: string | undefined): BufferEncoding | undefined {
  const charset = charsetOf(contentType) ?? 'utf-8';
  return Object.hasOwn(encodings, charset) ? encodings[charset] : undefined;
}

/** Decodes the body of a response. Falls back to UTF-8 for an unknown charset. */
export function decode(body: Buffer, contentType: string | undefined): string {
  try {
    return new TextDecoder(charsetOf(contentType), { ignoreBOM: true }).decode(body);
  } catch {
    return body.toString('utf8');
  }
}

const charsetOf = (contentType = ''): string | undefined =>
  /;\s*charset="?([^\s;"]+)/i.exec(contentType)?.[1]?.toLowerCase();

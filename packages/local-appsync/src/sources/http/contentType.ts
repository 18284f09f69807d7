/**
 * The content types that are supported, as the page lists them besides `text/*`, and that of forms,
 * which AWS's own sample sends (aws-samples/aws-appsync-resolver-samples, publishToSNS.js).
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

/** What a body can be written in, by the names that a content type has for it. */
const encodings: Readonly<Record<string, BufferEncoding>> = {
  'utf-8': 'utf8',
  'us-ascii': 'latin1',
  'iso-8859-1': 'latin1',
  'utf-16le': 'utf16le',
};

/** The encoding of a request's body; UTF-8 unless its content type says otherwise. */
export function encodingOf(contentType: string | undefined): BufferEncoding | undefined {
  const charset = charsetOf(contentType) ?? 'utf-8';
  return Object.hasOwn(encodings, charset) ? encodings[charset] : undefined;
}

/** A response's body as text; read as UTF-8 when its charset is not known. */
export function decode(body: Buffer, contentType: string | undefined): string {
  try {
    return new TextDecoder(charsetOf(contentType), { ignoreBOM: true }).decode(body);
  } catch {
    return body.toString('utf8');
  }
}

const charsetOf = (contentType = ''): string | undefined =>
  /;\s*charset="?([^\s;"]+)/i.exec(contentType)?.[1]?.toLowerCase();

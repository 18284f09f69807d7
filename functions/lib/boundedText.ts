/** Maximum size of a third party's response, in bytes: a thousand times the expected size. */
const MAX_BYTES = 1_048_576;

/**
 * The text of a response, up to 1 MB.
 * @throws Error if it is longer, or if the connection fails
 */
export async function boundedText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop closes the connection.
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) throw new Error(`The response is longer than ${MAX_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

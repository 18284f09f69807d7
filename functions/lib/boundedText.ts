/** What others may answer us, in bytes: a thousand times what we expect. */
const MAX_BYTES = 1_048_576;

/**
 * The text of an answer, read no further than 1 MB.
 * @throws Error for a longer one, or when the connection fails
 */
export async function boundedText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) throw new Error(`The answer is longer than ${MAX_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

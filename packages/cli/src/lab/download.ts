import { createHash } from 'node:crypto';
import type { Bundle } from '../api/operations';
import { request, TooLong, UnsafeRedirect } from '../api/request';
import { isSafe } from '../api/serverUrl';
import type { Context } from '../context';
import { Failure } from '../failure';
import { progressBar } from '../output/progressBar';

/** No lab is larger, whatever the API says. */
export const ARCHIVE_MAX_BYTES = 10_000_000;

/**
 * Downloads the archive of a lab.
 * @throws Failure `BadArchive` unless it has exactly the size and the hash that the API states
 */
export async function download(context: Context, { url, sha256, bytes }: Bundle): Promise<Buffer> {
  if (bytes > ARCHIVE_MAX_BYTES) throw mismatch('it is larger than 10 MB');
  if (!URL.canParse(url) || !isSafe(new URL(url))) throw mismatch('its address is not safe');
  const bar = progressBar(context, 'Downloading', bytes);
  try {
    const { status, body } = await request(context, url, {
      // Bytes are counted as they are, so nothing may unpack them on the way.
      headers: { 'accept-encoding': 'identity' },
      maxBytes: bytes,
      follow: true,
      onBytes: bar.show,
    });
    if (status !== 200) {
      throw new Failure(
        'Unavailable',
        `The archive of this lab cannot be downloaded (status ${status}). Try again later.`,
      );
    }
    if (body.byteLength !== bytes) throw mismatch('its size is different');
    const found = createHash('sha256').update(body).digest('hex');
    if (found !== sha256) throw mismatch('its checksum is different');
    return body;
  } catch (error) {
    if (error instanceof UnsafeRedirect) throw mismatch('a redirect leads to an unsafe address');
    throw error instanceof TooLong ? mismatch('it is larger than stated') : error;
  } finally {
    bar.end();
  }
}

const mismatch = (reason: string): Failure =>
  new Failure(
    'BadArchive',
    `The archive of this lab is not the one that was published: ${reason}. Nothing was unpacked.`,
  );

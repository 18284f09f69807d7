import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect, it, vi } from 'vitest';
import { isFromCdn } from '../../../functions/lib/fromCdn';
import { ORIGIN_SECRET_HEADER } from '../../../model/cdn';

vi.mock('../../../functions/lib/config', () => ({
  config: { OriginSecret: { current: 'new', previous: 'former' } },
}));

const sending = (headers: Record<string, string>) =>
  isFromCdn({ headers } as unknown as APIGatewayProxyEventV2);

it.each(['new', 'former'])('a request with the secret %s comes from the CDN', (secret) => {
  expect(sending({ [ORIGIN_SECRET_HEADER]: secret })).toBe(true);
});

it.each(['', 'old', 'new,former', 'newformer', 'New'])(
  'a request with the secret %s does not come from the CDN',
  (secret) => {
    expect(sending({ [ORIGIN_SECRET_HEADER]: secret })).toBe(false);
  },
);

it('a request without a secret does not come from the CDN', () => {
  expect(sending({})).toBe(false);
});

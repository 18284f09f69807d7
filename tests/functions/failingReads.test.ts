import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AppSyncAuthorizerEvent } from 'aws-lambda';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { tableNames } from '../../local/config';
import { startFaultProxy } from '../support/faultProxy';
import { startTables } from './world';

const REQUESTS = 600;
const AT_ONCE = 10;

const tables = await startTables((endpoint) =>
  startFaultProxy(endpoint, { throttles: 10, conflicts: 0 }, 1_126),
);
afterAll(() => tables.stop());

describe('the authorizer, while one read in ten fails', () => {
  it('refuses no valid token', async () => {
    const { handler } = await import('../../functions/authorizer');
    const { newSession } = await import('../../functions/lib/session');
    const { token, row } = newSession('7', 'a browser');
    await tables.documents.send(new PutCommand({ TableName: tableNames.Sessions, Item: row }));
    vi.spyOn(console, 'error').mockImplementation(() => undefined);

    let refused = 0;
    for (let asked = 0; asked < REQUESTS; asked += AT_ONCE) {
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, () =>
          handler({ authorizationToken: token } as AppSyncAuthorizerEvent),
        ),
      );
      refused += answers.filter(({ isAuthorized }) => !isAuthorized).length;
    }

    const failed = Object.values(tables.front!.injected).reduce((sum, each) => sum + each, 0);
    expect(failed).toBeGreaterThan(REQUESTS / 20);
    expect(refused).toBe(0);
  });
});

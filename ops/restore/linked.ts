import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { linkedTables } from '../linkedTables';
import { decodeRequest, RestoreError } from './request';
import { run } from './run';

// Runs in `sst shell`. The only argument is the request.
try {
  const request = decodeRequest(process.argv[2] ?? '');
  process.exitCode = await run(request, new DynamoDBClient(), linkedTables());
} catch (error) {
  if (!(error instanceof RestoreError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

import type { DynamoDBRecord } from 'aws-lambda';
import { progressKey } from '../../model/progress';
import { userKey } from '../../model/user';

let sequence = 0;

/**
 * A stream record of `Progress` for a row that was completed, or for a completed row that was
 * removed.
 */
export function progressRecord(
  change: 'completed' | 'removed',
  userId: string,
  exerciseId: string,
  completedAt: string,
): DynamoDBRecord {
  const { pk, sk } = progressKey(userId, exerciseId);
  const keys = { pk: { S: pk }, sk: { S: sk } };
  const started = { ...keys, exerciseId: { S: exerciseId }, startedAt: { S: completedAt } };
  const completed = { ...started, completedAt: { S: completedAt } };
  sequence += 1;
  return {
    eventName: change === 'completed' ? 'MODIFY' : 'REMOVE',
    dynamodb: {
      SequenceNumber: String(sequence).padStart(21, '0'),
      Keys: keys,
      ...(change === 'completed'
        ? { OldImage: started, NewImage: completed }
        : { OldImage: completed }),
    },
  };
}

type ShownName = Readonly<Record<'username' | 'avatarUrl', string>>;

/** A stream record of `Users` for a profile that changed from one name and avatar to others. */
export function profileRecord(userId: string, before: ShownName, after: ShownName): DynamoDBRecord {
  const { pk, sk } = userKey(userId);
  const keys = { pk: { S: pk }, sk: { S: sk } };
  const image = ({ username, avatarUrl }: ShownName) => ({
    ...keys,
    username: { S: username },
    avatarUrl: { S: avatarUrl },
  });
  sequence += 1;
  return {
    eventName: 'MODIFY',
    dynamodb: {
      SequenceNumber: String(sequence).padStart(21, '0'),
      Keys: keys,
      OldImage: image(before),
      NewImage: image(after),
    },
  };
}

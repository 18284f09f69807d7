import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { emailIndex, userKey } from '../../model/user';
import { config } from './config';
import { dynamo } from './dynamo';
import type { GithubProfile } from './github';

const ALWAYS =
  'SET username = :username, avatarUrl = :avatarUrl, lastLoginAt = :now, createdAt = if_not_exists(createdAt, :now)';

/** Notes that a person signed in just now, under the name and the address that GitHub has for them. */
export async function saveUser({ id, username, avatarUrl, email }: GithubProfile): Promise<void> {
  const values = {
    ':username': username,
    ':avatarUrl': avatarUrl,
    ':now': new Date().toISOString(),
  };
  await dynamo.send(
    new UpdateCommand({
      TableName: config.Users.name,
      Key: userKey(id),
      ...(email === undefined
        ? {
            UpdateExpression: `${ALWAYS} REMOVE email, gsi1pk, gsi1sk`,
            ExpressionAttributeValues: values,
          }
        : {
            UpdateExpression: `${ALWAYS}, email = :email, gsi1pk = :gsi1pk, gsi1sk = :gsi1sk`,
            ExpressionAttributeValues: {
              ...values,
              ':email': email,
              ':gsi1pk': emailIndex(email, id).gsi1pk,
              ':gsi1sk': emailIndex(email, id).gsi1sk,
            },
          }),
    }),
  );
}

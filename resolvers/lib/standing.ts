import { get } from '@aws-appsync/utils/dynamodb';
import { boardKey } from '../../model/board';

/** Reads a person's board row, consistently: what they did a moment ago, they see. */
export const standingRequest = (period: string, userId: string) =>
  get({ key: boardKey(period, userId), consistentRead: true });

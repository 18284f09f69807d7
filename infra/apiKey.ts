import { alarms, publishing } from './alarms';
import { api } from './graphql';
import { stageName } from './stage';
import { arnHere, trustOf } from './trust';

const DAY = 86_400_000;

/** AppSync allows 365 days and rounds down to the hour. Every deploy restarts the period. */
const LIFE_DAYS = 364;
const REMINDER_DAYS = 30;

// A second deploy on the same day changes nothing.
const today = Math.floor(Date.now() / DAY) * DAY;
const expires = new Date(today + LIFE_DAYS * DAY);
const reminder = new Date(expires.getTime() - REMINDER_DAYS * DAY);

/** Gives access to public data. */
export const apiKey = new aws.appsync.ApiKey('ApiKey', {
  apiId: api.id,
  description: 'For public data: the catalogue and its statistics.',
  expires: expires.toISOString().replace('.000Z', 'Z'),
});

const role = new aws.iam.Role(stageName('ApiKeyReminder'), {
  // EventBridge Scheduler's source ARN is the schedule's group, never the schedule.
  assumeRolePolicy: trustOf(
    'scheduler.amazonaws.com',
    arnHere('scheduler', 'schedule-group/default'),
  ),
  inlinePolicies: [
    {
      name: 'publish',
      policy: aws.iam.getPolicyDocumentOutput({
        statements: publishing,
      }).json,
    },
  ],
});

// There is no metric for the age of a key. Each deploy postpones the reminder along with the
// expiry.
new aws.scheduler.Schedule(stageName('ApiKeyReminder'), {
  scheduleExpression: `at(${reminder.toISOString().slice(0, 19)})`,
  flexibleTimeWindow: { mode: 'OFF' },
  target: {
    arn: alarms.arn,
    roleArn: role.arn,
    input: `The API key of ${$app.name} ${$app.stage} expires on ${expires.toISOString().slice(0, 10)}. Deploy the stage to renew it.`,
  },
});

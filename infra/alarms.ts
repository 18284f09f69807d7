import { KEY_ADMINISTRATION } from './keyAdministration';
import { REGION } from './settings';
import { isProduction, isWatched, settings, stageName } from './stage';
import { US_EAST_1 } from './usEast1';

const { accountId } = aws.getCallerIdentityOutput();

/** What SNS does with a key on behalf of a publisher. */
const ENCRYPTION = ['kms:Decrypt', 'kms:GenerateDataKey*'];

/** Services of AWS, when they act for this account. */
const services = (names: readonly string[]) => ({
  principals: [{ type: 'Service', identifiers: names.map((name) => `${name}.amazonaws.com`) }],
  conditions: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [accountId] }],
});

/** The account, whose IAM policies decide who it is. */
const account = {
  principals: [{ type: 'AWS', identifiers: [$interpolate`arn:aws:iam::${accountId}:root`] }],
};

/**
 * A key for messages. Not `alias/aws/sns`, which services cannot use: alarms would not arrive, and
 * nothing would report it.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
function createKey(name: string, region: string, publishers: readonly string[]): aws.kms.Key {
  const everything = { resources: ['*'] };
  return new aws.kms.Key(name, {
    region,
    description: `Alarms of ${$app.name} ${$app.stage}`,
    enableKeyRotation: true,
    // The shortest time. Messages are delivered within hours.
    deletionWindowInDays: 7,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [
        { ...everything, actions: KEY_ADMINISTRATION, ...account },
        { ...everything, actions: ENCRYPTION, ...services(publishers) },
        {
          ...everything,
          actions: ENCRYPTION,
          ...account,
          conditions: [
            {
              test: 'StringEquals',
              variable: 'kms:ViaService',
              values: [`sns.${region}.amazonaws.com`],
            },
          ],
        },
      ],
    }).json,
  });
}

/**
 * Creates a topic to which these services of the account can publish, and others whom IAM allows
 * to. It is encrypted where operators watch the stage. Elsewhere nobody is subscribed by a setting,
 * and a key would cost more than the rest of an idle stage.
 */
function createTopic(name: string, region: string, publishers: readonly string[]) {
  const key = isWatched ? createKey(`${name}Key`, region, publishers) : undefined;
  const topic = new aws.sns.Topic(stageName(name), {
    region,
    ...(key && { kmsMasterKeyId: key.arn }),
  });
  const policy = new aws.sns.TopicPolicy(name, {
    region,
    arn: topic.arn,
    // Replaces SNS's own, with which every principal of the account could change the topic.
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [{ actions: ['sns:Publish'], resources: [topic.arn], ...services(publishers) }],
    }).json,
  });
  for (const address of settings.alarmEmails) {
    new aws.sns.TopicSubscription(`${name}-${address}`, {
      region,
      topic: topic.arn,
      protocol: 'email',
      endpoint: address,
    });
  }
  return { topic, key, policy };
}

const { topic, key, policy } = createTopic('Alarms', REGION, [
  'budgets',
  'cloudwatch',
  'costalerts',
]);

/** Where the stage notifies its operators: the addresses of the setting `ALARM_EMAIL`. */
export const alarms = topic;

/** Lets services publish to the topic. Some check this before they accept the topic. */
export const alarmsPolicy = policy;

/** The statements that allow a role to publish to the topic. */
export const publishing = [
  { actions: ['sns:Publish'], resources: [topic.arn] },
  ...(key ? [{ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.arn] }] : []),
];

/**
 * The same for alarms in us-east-1, because an alarm needs a topic in its own region. Only on
 * stages with alarms.
 */
export const alarmsInUsEast1 = isWatched
  ? createTopic('AlarmsInUsEast1', US_EAST_1, ['cloudwatch']).topic
  : undefined;

/** A warning among the outputs of a deploy, if nobody would hear of an alarm in production. */
export const subscriberWarning =
  isProduction && settings.alarmEmails.length === 0
    ? { warning: 'Nobody receives the alarms of prod. Set ALARM_EMAIL, and deploy again.' }
    : {};

import { describe, expect, it } from 'vitest';
import type { Deployment } from './deployment';
import { resourcesOf } from './policies';
import { SETTINGS, synthesize } from './synthesize';

const EMAILS = 'ops@example.com,ada@example.com';
const { prod, dev } = await synthesize(['prod', 'dev'], {
  settings: {
    ...SETTINGS,
    prod: { ...SETTINGS['prod'], ALARM_EMAIL: EMAILS, BUDGET_MONTHLY_USD: '300' },
  },
});
const stages = [prod, dev] as Deployment[];

const MONITOR = 'aws:costexplorer/anomalyMonitor:AnomalyMonitor';
const SUBSCRIPTION = 'aws:costexplorer/anomalySubscription:AnomalySubscription';

interface Budget {
  readonly limitAmount: string;
  readonly timeUnit: string;
  readonly costFilters: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly notifications: readonly {
    readonly notificationType: string;
    readonly threshold: number;
    readonly thresholdType: string;
    readonly subscriberEmailAddresses?: readonly string[];
    readonly subscriberSnsTopicArns?: readonly string[];
  }[];
}

function budgetOf(deployment: Deployment): Budget {
  const budgets = resourcesOf(deployment, 'aws:budgets/budget:Budget');
  expect(budgets).toHaveLength(1);
  return budgets[0]!.properties as unknown as Budget;
}

describe.each(stages.map((deployment) => [deployment.stage, deployment] as const))(
  'the budget of %s',
  (stage, deployment) => {
    it('counts what has the tag that every resource of the stage has', () => {
      const { tags } = deployment.app.providers.aws.defaultTags;
      expect(budgetOf(deployment).costFilters).toEqual([
        { name: 'TagKeyValue', values: [`user:stage$${stage}`] },
      ]);
      expect(tags['stage']).toBe(stage);
    });

    it('alerts at 50, 80 and 100 percent, and when the forecast exceeds it', () => {
      const alerts = budgetOf(deployment).notifications;
      expect(
        alerts.map(({ notificationType, threshold, thresholdType }) => [
          notificationType,
          threshold,
          thresholdType,
        ]),
      ).toEqual([
        ['ACTUAL', 50, 'PERCENTAGE'],
        ['ACTUAL', 80, 'PERCENTAGE'],
        ['ACTUAL', 100, 'PERCENTAGE'],
        ['FORECASTED', 100, 'PERCENTAGE'],
      ]);
    });
  },
);

it('budgets have the amount of the setting, a month', () => {
  expect(stages.map(budgetOf).map(({ limitAmount, timeUnit }) => [limitAmount, timeUnit])).toEqual([
    ['300', 'MONTHLY'],
    ['20', 'MONTHLY'],
  ]);
});

it('alerts reach every address of the setting once, or the topic if there is none', () => {
  for (const { subscriberEmailAddresses, subscriberSnsTopicArns } of budgetOf(prod).notifications) {
    expect(subscriberEmailAddresses).toEqual(EMAILS.split(','));
    expect(subscriberSnsTopicArns).toBeUndefined();
  }
  for (const { subscriberEmailAddresses, subscriberSnsTopicArns } of budgetOf(dev).notifications) {
    expect(subscriberEmailAddresses).toBeUndefined();
    expect(subscriberSnsTopicArns).toEqual([dev.outputs['alarms']]);
  }
});

describe('anomaly detection', () => {
  it('watches the costs of prod, without the only service monitor of the account', () => {
    const [monitor, ...others] = resourcesOf(prod, MONITOR);
    expect(others).toEqual([]);
    expect(monitor!.properties).toMatchObject({ monitorType: 'CUSTOM' });
    expect(monitor!.properties).not.toHaveProperty('monitorDimension');
    const { Tags } = JSON.parse(String(monitor!.properties['monitorSpecification'])) as {
      Tags: object;
    };
    expect(Tags).toMatchObject({ Key: 'stage', Values: ['prod'] });
  });

  it('notifies the topic immediately, from a tenth of the budget', () => {
    const [subscription] = resourcesOf(prod, SUBSCRIPTION);
    expect(subscription!.properties).toMatchObject({
      frequency: 'IMMEDIATE',
      subscribers: [{ type: 'SNS', address: prod.outputs['alarms'] }],
      thresholdExpression: {
        dimension: { key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', values: ['30'] },
      },
    });
  });

  it('does not exist on other stages', () => {
    for (const type of [MONITOR, SUBSCRIPTION]) expect(resourcesOf(dev, type)).toEqual([]);
  });
});

describe('tags', () => {
  it.each(stages.map((deployment) => [deployment.stage, deployment] as const))(
    'name the product, the stage and the repository on everything of %s',
    (stage, { app }) => {
      expect(app.providers.aws.defaultTags).toEqual({
        tags: { product: 'akasha-labs', stage, repository: 'works-on-my-cloud/akasha-labs' },
      });
    },
  );

  it('are those of the only provider, also in us-east-1', () => {
    const providers = prod.resources.filter(({ type }) => type.startsWith('pulumi:providers:'));
    expect(providers.map(({ type }) => type)).not.toContain('pulumi:providers:aws');
    const elsewhere = prod.resources.filter(({ properties }) => 'region' in properties);
    expect(elsewhere.map(({ properties }) => properties['region'])).toContain('us-east-1');
    // A resource that sets its own tags keeps the default ones, unless it replaces them.
    for (const { properties } of prod.resources) {
      const own = Object.keys((properties['tags'] ?? {}) as object);
      for (const tag of ['product', 'stage', 'repository']) expect(own).not.toContain(tag);
    }
  });
});

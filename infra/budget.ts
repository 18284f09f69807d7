import { alarms, alarmsPolicy } from './alarms';
import { isProduction, settings, stageName } from './stage';

/** In percent of the budget. A forecast needs about five weeks of costs. */
const ALERTS = [
  { notificationType: 'ACTUAL', threshold: 50 },
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'ACTUAL', threshold: 100 },
  { notificationType: 'FORECASTED', threshold: 100 },
];

/**
 * Counts what has the stage's tag, once the tag is activated for cost allocation: see "Tags and
 * budgets" in docs/deploying.md. Budgets without actions are free.
 */
new aws.budgets.Budget(stageName('Budget'), {
  budgetType: 'COST',
  limitAmount: String(settings.budgetUsd),
  limitUnit: 'USD',
  timeUnit: 'MONTHLY',
  // Not `filterExpression`, with which the provider creates a budget that adds up nothing:
  // https://github.com/hashicorp/terraform-provider-aws/issues/46866
  costFilters: [{ name: 'TagKeyValue', values: [`user:stage$${$app.stage}`] }],
  notifications: ALERTS.map((alert) => ({
    ...alert,
    thresholdType: 'PERCENTAGE',
    comparisonOperator: 'GREATER_THAN',
    // Addresses need no confirmation here, unlike those of the topic. With both, each message would
    // arrive twice.
    ...(settings.alarmEmails.length > 0
      ? { subscriberEmailAddresses: [...settings.alarmEmails] }
      : { subscriberSnsTopicArns: [alarms.arn] }),
  })),
});

// Other stages cost too little for a pattern to deviate from.
if (isProduction) {
  const monitor = new aws.costexplorer.AnomalyMonitor(stageName('Costs'), {
    // Not `DIMENSIONAL`, of which an account has only one.
    monitorType: 'CUSTOM',
    // With every field, as the provider reads it back. Otherwise each deploy would replace it.
    monitorSpecification: JSON.stringify({
      And: null,
      CostCategories: null,
      Dimensions: null,
      Not: null,
      Or: null,
      Tags: { Key: 'stage', MatchOptions: null, Values: [$app.stage] },
    }),
  });
  new aws.costexplorer.AnomalySubscription(
    stageName('Costs'),
    {
      // A topic is only allowed with this frequency.
      frequency: 'IMMEDIATE',
      monitorArnLists: [monitor.arn],
      subscribers: [{ type: 'SNS', address: alarms.arn }],
      thresholdExpression: {
        dimension: {
          key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
          matchOptions: ['GREATER_THAN_OR_EQUAL'],
          // A tenth of the budget, in dollars.
          values: [String(settings.budgetUsd / 10)],
        },
      },
    },
    { dependsOn: alarmsPolicy },
  );
}

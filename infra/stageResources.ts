import type { ApiName, LambdaName } from '../functions/manifest';
import type { TableName } from '../model/tables';

/**
 * The names and ids in AWS of a stage's resources, by which metrics and logs are found. `Name` is
 * text, or an output of Pulumi that becomes text in a deploy.
 */
export interface StageResources<Name = string> {
  readonly stage: string;
  /** The id of the GraphQL API. */
  readonly api: Name;
  /** The ids of the HTTP APIs. */
  readonly httpApis: Readonly<Record<ApiName, Name>>;
  readonly functions: Readonly<Record<LambdaName, DeployedFunction<Name>>>;
  readonly tables: Readonly<Record<TableName, Name>>;
  /** The name of the queue of records that the functions on streams gave up. */
  readonly deadLetters: Name;
  /** The name of the log group of the GraphQL API. */
  readonly apiLogs: Name;
  /** The name of the backup vault, on stages with one. */
  readonly vault?: Name;
  /** The id of the CDN's distribution. */
  readonly distribution: Name;
  /** The metric name of the API's firewall, on stages with one. */
  readonly firewall?: Name;
}

export interface DeployedFunction<Name = string> {
  readonly name: Name;
  /** The name of its log group. */
  readonly logs: Name;
}

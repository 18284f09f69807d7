import { Logger } from '@aws-lambda-powertools/logger';
import { SERVICE } from '../../model/metrics';

/**
 * Writes lines in JSON: `level`, `message`, `timestamp`, `service`, the fields that the caller
 * gives, and `xray_trace_id`, which leads from a line to the trace of its request. Lambda stores
 * such lines unchanged. An `Error` becomes the field `error`, with its type, stack and cause.
 *
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/
 */
export const logger = new Logger({ serviceName: SERVICE });

import { abstractTypes } from './abstractTypes';
import { argumentsAndVariables } from './arguments';
import { authorization } from './authorization';
import { authorizer } from './authorizer';
import type { Area } from './behaviour';
import { builtIns } from './builtIns';
import { caching } from './caching';
import { dynamodbHelpers } from './dynamodbHelpers';
import { extensions } from './extensions';
import { http } from './http';
import { introspection } from './introspection';
import { language } from './language';
import { limits } from './limits';
import { mistakes } from './mistakes';
import { names } from './names';
import { operators } from './operators';
import { realtime } from './realtime';
import { resolvers } from './resolvers';
import { samples } from './samples';
import { scalars } from './scalars';
import { results } from './results';
import { schema } from './schema';
import { selection } from './selection';
import { dynamodbBatches } from './sources/dynamodb/batches';
import { dynamodbModule } from './sources/dynamodb/helpers';
import { dynamodbItems } from './sources/dynamodb/items';
import { dynamodbPages } from './sources/dynamodb/pages';
import { dynamodbPermissions } from './sources/dynamodb/permissions';
import { dynamodbRequests } from './sources/dynamodb/requests';
import { dynamodbTransactions } from './sources/dynamodb/transactions';
import { dynamodbValues } from './sources/dynamodb/values';
import { httpSource } from './sources/httpSource';
import { directLambda } from './sources/directLambda';
import { lambda } from './sources/lambda';
import { lambdaBatches } from './sources/lambdaBatches';
import { none } from './sources/none';
import { subscriptionFilters } from './subscriptionFilters';
import { times } from './times';
import { transforms } from './transforms';
import { typeChecking } from './typeChecking';
import { util } from './util';
import { validation } from './validation';

/** Every area, in the order of the report. */
export const areas: readonly Area[] = [
  http,
  authorization,
  authorizer,
  schema,
  introspection,
  scalars,
  validation,
  argumentsAndVariables,
  results,
  abstractTypes,
  resolvers,
  selection,
  limits,
  caching,
  dynamodbValues,
  dynamodbItems,
  dynamodbPages,
  dynamodbBatches,
  dynamodbTransactions,
  dynamodbPermissions,
  dynamodbRequests,
  dynamodbModule,
  lambda,
  lambdaBatches,
  directLambda,
  httpSource,
  none,
  realtime,
  subscriptionFilters,
  language,
  typeChecking,
  operators,
  names,
  builtIns,
  mistakes,
  util,
  times,
  dynamodbHelpers,
  transforms,
  extensions,
  samples,
];

import { lambdas, type Lambda, type LambdaName } from '../../functions/manifest';
import { confine, inRole } from './role';

/** A Lambda's handler. Its invoker knows the types of its event and result. */
export type LambdaHandler<Event, Result> = (event: Event) => Promise<Result>;

/**
 * Imports a Lambda's handler, to run in the role that the manifest defines. Call it only after its
 * resources are linked.
 */
export async function loadHandler<Event, Result>(
  name: LambdaName,
): Promise<LambdaHandler<Event, Result>> {
  const { handler, access }: Lambda = lambdas[name];
  const file = /^functions\/(.+)\.handler$/.exec(handler)![1]!;
  const [loaded, { dynamo }] = await Promise.all([
    // The bundle of a command contains every file that matches the pattern.
    import(/* @vite-ignore */ `../../functions/${file}.ts`) as Promise<{
      handler: LambdaHandler<Event, Result>;
    }>,
    import('../../functions/lib/dynamo'),
  ]);
  confine(dynamo);
  return inRole({ name, access }, loaded.handler);
}

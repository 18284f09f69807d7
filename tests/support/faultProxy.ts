import { startFront } from './databaseFront';
import { numbers } from './numbers';

/** Percentages of calls that fail. */
export interface FaultRates {
  /** Of transactions, with a conflict. */
  readonly conflicts: number;
  /** Of all calls, with throttling. */
  readonly throttles: number;
}

export interface FaultProxy {
  readonly endpoint: string;
  /** Number of faults so far, by exception. */
  readonly injected: Readonly<Record<string, number>>;
  /** Switches faults on or off. Default: on. */
  setFaults(areOn: boolean): void;
  close(): Promise<void>;
}

/**
 * A proxy in front of a database without conflicts and throttling. Makes some calls fail as
 * DynamoDB does: before anything is read or written.
 *
 * @param seed determines the faults
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export async function startFaultProxy(
  target: string,
  rates: FaultRates,
  seed: number,
): Promise<FaultProxy> {
  const below = numbers(seed);
  const injected: Record<string, number> = {};
  let isFaulty = true;

  const draw = (operation: string, body: Buffer): Fault | undefined => {
    if (!isFaulty || !/Item|Query|Scan/.test(operation)) return undefined;
    const isTransaction = operation === 'TransactWriteItems';
    const drawn = below(1_000_000) / 10_000;
    if (drawn < rates.throttles) return below(2) === 0 ? THROUGHPUT_EXCEEDED : THROTTLED;
    if (!isTransaction || drawn >= rates.throttles + rates.conflicts) return undefined;
    const { TransactItems } = JSON.parse(body.toString()) as { TransactItems: unknown[] };
    return conflict(TransactItems.length, below(TransactItems.length));
  };

  const { endpoint, close } = await startFront(
    () => target,
    async ({ operation, body, forward, answer }) => {
      const fault = draw(operation, body);
      if (fault) {
        injected[fault.name] = (injected[fault.name] ?? 0) + 1;
        return answer(400, JSON.stringify(fault.body));
      }
      const { status, body: text } = await forward();
      answer(status, text);
    },
  );
  return {
    endpoint,
    injected,
    setFaults: (areOn) => {
      isFaulty = areOn;
    },
    close,
  };
}

interface Fault {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const THROUGHPUT_EXCEEDED: Fault = {
  name: 'ProvisionedThroughputExceededException',
  body: {
    __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    message:
      'The level of configured provisioned throughput for the table was exceeded. ' +
      'Consider increasing your provisioning level with the UpdateTable API.',
  },
};

const THROTTLED: Fault = {
  name: 'ThrottlingException',
  body: {
    __type: 'com.amazon.coral.availability#ThrottlingException',
    message: 'Throughput exceeds the current capacity of your table or index.',
  },
};

/** The fault for a transaction with one item that is in another ongoing transaction. */
function conflict(items: number, at: number): Fault {
  const codes = Array.from({ length: items }, (_, i) =>
    i === at ? 'TransactionConflict' : 'None',
  );
  return {
    name: 'TransactionCanceledException',
    body: {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
        `[${codes.join(', ')}]`,
      CancellationReasons: codes.map((Code) => ({
        Code,
        ...(Code !== 'None' && { Message: 'Transaction is ongoing for the item' }),
      })),
    },
  };
}

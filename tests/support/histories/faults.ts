import { kinds } from '../../stack/faults/kinds';
import { startFront, type Call } from '../databaseFront';

/** Faults of single calls to the database, with their names in `kinds`. */
const LIGHT = {
  throttle: 'throttles',
  'over throughput': 'is over its throughput',
  conflict: 'conflicts',
  '500 before commit': 'answers 500',
  '500 after commit': 'commits and answers 500',
  reset: 'resets after the request',
  'answer lost': 'commits and resets',
  'half an answer': 'commits, and answers half and closes',
  late: 'answers late',
} as const;

export type LightFault = keyof typeof LIGHT;
export const LIGHT_FAULTS = Object.keys(LIGHT) as LightFault[];

/** Faults that look like a failure to the client, although the call has committed. */
export const COMMITTED_FAULTS: readonly LightFault[] = [
  '500 after commit',
  'answer lost',
  'half an answer',
];

/** Faults of a whole process. */
export const HEAVY_FAULTS = ['kill of the database', 'freeze', 'kill of the stack'] as const;
export type HeavyFault = (typeof HEAVY_FAULTS)[number];

export interface PlannedFault {
  readonly kind: LightFault | HeavyFault;
  /** Number of calls to the database in the wave that succeed before the fault. */
  readonly after: number;
  /** Number of consecutive calls that fail. */
  readonly calls: number;
}

export interface FaultyFront {
  readonly endpoint: string;
  /** Number of faults so far, by kind. */
  readonly injected: Readonly<Record<string, number>>;
  /** Activates faults for the next calls. @param strike causes a fault of a process */
  arm(faults: readonly PlannedFault[], strike: (fault: HeavyFault) => void): void;
  /** Ends all faults. Resolves when no call to the database is in flight. */
  disarm(): Promise<void>;
  /** Whether a completion was marked as announced, but no caller received the response. */
  isUnheard(pk: string, sk: string): boolean;
  close(): Promise<void>;
}

/** A proxy in front of a database that makes some calls fail. */
export async function startFaultyFront(target: string): Promise<FaultyFront> {
  const injected: Record<string, number> = {};
  const announcements = { sent: new Set<string>(), heard: new Set<string>() };
  let armed: (PlannedFault & { left: number })[] = [];
  let strike: (fault: HeavyFault) => void = () => {};
  let calls = 0;
  let underWay = 0;
  let idle = () => {};

  const count = (kind: string) => {
    injected[kind] = (injected[kind] ?? 0) + 1;
  };

  async function handle(call: Call): Promise<void> {
    if (!/Item|Query|Scan/.test(call.operation)) return pass(call);
    const due = armed.find(({ after, left }) => left > 0 && after <= calls);
    calls += 1;
    if (!due) return pass(call);
    if (isHeavy(due.kind)) {
      due.left -= 1;
      count(due.kind);
      strike(due.kind);
      return pass(call);
    }
    const { fault } = kinds.find(({ name }) => name === LIGHT[due.kind as LightFault])!;
    if (fault.at === 'request' && fault.act(call)) {
      due.left -= 1;
      count(due.kind);
    } else if (fault.at === 'answer') {
      due.left -= 1;
      count(due.kind);
      noteSent(call);
      fault.act(call, await call.forward());
    } else return pass(call);
  }

  async function pass(call: Call): Promise<void> {
    noteSent(call);
    const { status, body } = await call.forward();
    if (call.socket.destroyed) return;
    call.answer(status, body);
    const announced = announcementIn(call);
    if (announced && status === 200) announcements.heard.add(announced);
  }

  const noteSent = (call: Call) => {
    const announced = announcementIn(call);
    if (announced) announcements.sent.add(announced);
  };

  const { endpoint, close } = await startFront(
    () => target,
    async (call) => {
      underWay += 1;
      try {
        await handle(call);
      } catch {
        // The database is unavailable, so the proxy is too.
        call.socket.destroy();
      } finally {
        underWay -= 1;
        if (underWay === 0) idle();
      }
    },
  );
  return {
    endpoint,
    injected,
    arm(faults, onHeavy) {
      calls = 0;
      armed = faults.map((fault) => ({ ...fault, left: fault.calls }));
      strike = onHeavy;
    },
    async disarm() {
      armed = [];
      if (underWay > 0) await new Promise<void>((resolve) => (idle = resolve));
    },
    isUnheard(pk, sk) {
      const key = `${pk} ${sk}`;
      return announcements.sent.has(key) && !announcements.heard.has(key);
    },
    close,
  };
}

export const isHeavy = (kind: string): kind is HeavyFault =>
  (HEAVY_FAULTS as readonly string[]).includes(kind);

/** The key of the row that a call marks as announced. */
function announcementIn({ operation, body }: Call): string | undefined {
  if (operation !== 'UpdateItem') return undefined;
  const text = body.toString();
  if (!text.includes('announcedBy')) return undefined;
  const { Key } = JSON.parse(text) as { Key: { pk: { S: string }; sk: { S: string } } };
  return `${Key.pk.S} ${Key.sk.S}`;
}

import { describe, expect, it } from 'vitest';
import { loadCode } from '../../src/evaluator';
import { emptyContext, evaluate, NOW, run, withBody } from './handler';

describe('a realm', () => {
  it('gives each run fresh module state', () => {
    const code = `let count = 0;\n${withBody('count += 1; return count;')}`;
    expect([evaluate(code, 'request').result, evaluate(code, 'request').result]).toEqual([1, 1]);
  });

  it('counts processor time, not the time that a busy machine makes it wait', () => {
    const code = withBody(
      'let n = util.time.nowEpochMilliSeconds(); for (const a of ctx.args.many) { [a].forEach(() => { n += 1; }); } return n;',
    );
    const notItsTurn = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_100);
    const now = () => (notItsTurn(), NOW);
    const { result, fault } = loadCode(code, 'test', { now }).evaluate('request', {
      ...emptyContext,
      arguments: { many: Array.from({ length: 1000 }, (_, index) => index) },
    });
    expect(fault).toBeUndefined();
    expect(result).toBe(NOW + 1000);
  });

  it('ends code that would run forever', () => {
    const { raised, fault } = run(
      'const many = ctx.args.many; let n = 0;' +
        'for (const a of many) { for (const b of many) { for (const c of many) { n += 1; } } } return n;',
      { arguments: { many: Array.from({ length: 1000 }, (_, index) => index) } },
    );
    expect(raised?.errorType).toBe('Code');
    expect(fault?.message).toBe('Error: the handler ran for more than 1000 ms');
  });
});

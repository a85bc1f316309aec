import { Alarm } from './alarm.js';
import { ParleyError } from './error.js';

/**
 * A promise that can be given up, by a signal or after a time; what is waited for goes on.
 *
 * @param {{signal?: AbortSignal, timeout?: number}} bounds
 * @param {(resolve: Function, reject: Function) => (() => void) | undefined} begin returns how to end it
 */
export function wait(clock, { signal, timeout } = {}, begin) {
  return new Promise((resolve, reject) => {
    let end;
    let over = false;
    const settle = (how) => (value) => {
      if (over) return;
      over = true;
      alarm.clear();
      signal?.removeEventListener('abort', abort);
      end?.();
      how(value);
    };
    const fail = settle(reject);
    const abort = () => fail(signal.reason);
    const alarm = new Alarm(clock, () => fail(new ParleyError('timeout', `Nothing within ${timeout} ms`)));
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort);
    if (timeout !== undefined) alarm.set(timeout);
    end = begin(settle(resolve), fail);
    if (over) end?.();
    return undefined;
  });
}

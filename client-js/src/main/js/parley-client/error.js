/** Codes of refusals that may be tried again under the same id. */
export const RETRYABLE = new Set(['rate_limited', 'unavailable']);

/** A refusal or a failure; `code` is one of the protocol's, or `stopped` or `expired` of this client's own. */
export class ParleyError extends Error {
  /** @param {string} code @param {string} [message] @param {boolean} [held] */
  constructor(code, message, held = false) {
    super(message || code);
    this.name = 'ParleyError';
    this.code = code;
    this.held = held;
  }
}

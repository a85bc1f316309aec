const IDLE = 5 * 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];

/** Whether somebody is looking: a page that is hidden, or that nobody touches, is away. */
export class Attention {
  #client;
  #status = 'online';
  #idle = null;
  #end = new AbortController();

  constructor(client) {
    this.#client = client;
    const { signal } = this.#end;
    document.addEventListener('visibilitychange', () => this.#look(), { signal });
    for (const sign of SIGNS) document.addEventListener(sign, () => this.#look(), { signal, passive: true });
    this.#look();
  }

  stop() {
    this.#end.abort();
    clearTimeout(this.#idle);
  }

  #look() {
    clearTimeout(this.#idle);
    const hidden = document.visibilityState === 'hidden';
    if (!hidden) this.#idle = setTimeout(() => this.#say('away'), IDLE);
    this.#say(hidden ? 'away' : 'online');
  }

  #say(status) {
    if (status === this.#status) return;
    this.#status = status;
    this.#client.setStatus(status);
  }
}

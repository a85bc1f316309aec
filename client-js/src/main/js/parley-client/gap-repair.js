import { Alarm } from './alarm.js';
import { HISTORY_PAGE, MAX_REPAIR_PAUSE, PROBE_PAGE, REPAIR_PAUSE } from './limits.js';

/**
 * Reads from history what conversations lack, page by page, one page of each conversation at a time.
 *
 * A gap between events is read at once; a head without its events only if they don't come by themselves in time. A large
 * group that isn't open is not followed: what it lacks is left, for its events don't come.
 */
export class GapRepair {
  #o;
  #alarms = new Map(); // conversation → Alarm, pending while its events may still come by themselves
  #running = new Set();

  constructor(options) {
    this.#o = options;
  }

  /** Whether what a conversation lacks is read without being asked for. */
  follows(conversation) {
    return !conversation.large || this.#o.isOpen(conversation.id);
  }

  /** How long the events of a head may take to come, in milliseconds. */
  patience(conversation) {
    const { largeGap, gap } = this.#o.limits;
    return conversation.large ? largeGap * this.#o.random() : gap;
  }

  /** Starts what a conversation needs: a repair now, a repair unless its events come within `patience`, or nothing. */
  check(conversation, patience) {
    if (!conversation.lacking() || !this.follows(conversation)) {
      this.#await(conversation, null);
      // Nobody reads what is before it, but it is announced nowhere else.
      if (conversation.holdsRemovalOf(this.#o.userId())) this.probe(conversation);
    } else if (conversation.gapped() || patience === 0) this.#repair(conversation);
    else this.#await(conversation, patience);
  }

  /** Asks history even if nothing is missing, for its answer says whether the user is a member. */
  probe(conversation) {
    this.#repair(conversation, { probe: true });
  }

  /** Reads all that is missing although the conversation isn't followed. */
  insist(conversation) {
    this.#repair(conversation, { insist: true });
  }

  /** Waits for nothing until the next check; a repair that runs goes on. */
  disconnected() {
    for (const alarm of this.#alarms.values()) alarm.clear();
  }

  forget(conversation) {
    this.#await(conversation, null);
    this.#alarms.delete(conversation);
  }

  #await(conversation, patience) {
    let alarm = this.#alarms.get(conversation);
    if (patience === null) {
      alarm?.clear();
      return;
    }
    if (!alarm) {
      alarm = new Alarm(this.#o.clock, () => this.#repair(conversation));
      this.#alarms.set(conversation, alarm);
    }
    alarm.soon(patience);
  }

  async #repair(conversation, { probe = false, insist = false } = {}) {
    if (this.#running.has(conversation)) return;
    this.#running.add(conversation);
    this.#await(conversation, null);
    conversation.anchor();
    let probing = probe;
    let pause = REPAIR_PAUSE;
    while (this.#o.knows(conversation) && (probing || this.#wants(conversation, insist))) {
      if (!probing && conversation.missing() > this.#o.limits.catchUp) {
        this.#o.skip(conversation, conversation.target());
        continue;
      }
      const after = conversation.position;
      try {
        const answer = await this.#o.ask(this.#question(conversation, probing));
        this.#o.learn(conversation.id, answer);
        probing = false;
      } catch (error) {
        if (error.code === 'not_a_member') {
          this.#running.delete(conversation);
          this.#o.end(conversation);
          return;
        }
        if (error.code === 'stopped') break;
        this.#o.refused(conversation, error);
      }
      if (conversation.position > after) pause = REPAIR_PAUSE;
      else if (!probing && conversation.lacking()) {
        // The store doesn't have it yet, or the question was refused.
        await this.#wait(pause);
        pause = Math.min(pause * 2, MAX_REPAIR_PAUSE);
      }
    }
    this.#running.delete(conversation);
    this.#o.caughtUp();
  }

  #wants(conversation, insist) {
    return conversation.lacking() && (insist || this.follows(conversation));
  }

  #question(conversation, probing) {
    const { id, position } = conversation;
    const through = conversation.lacking() ? conversation.target() : undefined;
    const limit = probing ? PROBE_PAGE : HISTORY_PAGE;
    return { type: 'history', conversationId: id, after: position, through, limit };
  }

  #wait(ms) {
    return new Promise((resume) => this.#o.clock.setTimeout(resume, ms));
  }
}

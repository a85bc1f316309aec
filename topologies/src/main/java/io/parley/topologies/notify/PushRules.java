package io.parley.topologies.notify;

import io.parley.avro.Push;
import io.parley.avro.SendKind;
import io.parley.avro.internal.WaitingPush;
import io.parley.schemas.PushReason;
import io.parley.topologies.notify.PushDecision.Action;
import io.parley.topologies.notify.PushDecision.Drop;
import io.parley.topologies.notify.PushDecision.Send;
import io.parley.topologies.notify.PushDecision.Wait;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides what happens to the pushes of a user and conversation. Pure.
 *
 * <ul>
 *   <li>The highest sequence wins; the same one corrects; a withdrawal is for good, up to its sequence.
 *   <li>The first is sent at once, the next no sooner than the pace allows, and then only the newest of those that came
 *       meanwhile. Withdrawals never wait.
 *   <li>What can't be sent changes what is known all the same, so that it isn't sent later.
 * </ul>
 *
 * <pre>
 *  (5: push of message 5; 5': corrected; -5: withdrawn; pace 10, times before the colon)
 *
 *  0: 5 → sent    3: 6 → waits    7: 7 → waits, 6 coalesced    10: 7 sent    30: 8 → sent
 *  0: 5 → sent    3: 5' → waits   10: 5' sent without a sound  12: 5' → repeat
 *  0: 5 → sent    3: 6 → waits    4: -6 → sent, 6 withdrawn    5: 6 → withdrawn    6: 5 → withdrawn
 * </pre>
 *
 * Times are in ms.
 */
final class PushRules {

    private final long paceMs;

    PushRules(Duration pace) {
        this.paceMs = pace.toMillis();
    }

    /**
     * Decides about a push.
     *
     * @param shown null: nothing is known of the conversation
     * @param waiting the push that waits; null: none
     * @param hindrance why it can't be sent now, in any case
     * @param sentAtMs the time of its record, by the log's clock
     * @param nowMs by the engine's clock
     */
    PushDecision decide(
            Shown shown, WaitingPush waiting, Push push, Optional<PushReason> hindrance, long sentAtMs, long nowMs) {
        return push.getUnread() == 0
                ? withdrawn(shown, waiting, push.getSequence(), hindrance)
                : notified(shown, waiting, push, hindrance, sentAtMs, nowMs);
    }

    private static PushDecision withdrawn(
            Shown shown, WaitingPush waiting, long sequence, Optional<PushReason> hindrance) {
        if (shown != null && isDecided(shown, sequence)) {
            return dropped(PushReason.REPEAT, shown);
        }
        boolean onDevices = shown != null && shown.onDevices();
        Shown after = new Shown(sequence, true, false, 0, shown == null ? 0 : shown.sentMs());
        Action action = !onDevices
                ? new Drop(PushReason.NOTHING_SHOWN)
                : hindrance.<Action>map(Drop::new).orElse(new Send(SendKind.WITHDRAW));
        return new PushDecision(action, after, replaced(waiting, PushReason.WITHDRAWN));
    }

    private PushDecision notified(
            Shown shown, WaitingPush waiting, Push push, Optional<PushReason> hindrance, long sentAtMs, long nowMs) {
        int hash = contentHash(push);
        if (shown != null && isDecided(shown, push.getSequence())) {
            return dropped(shown.withdrawn() ? PushReason.WITHDRAWN : PushReason.REPEAT, shown);
        }
        boolean corrects = shown != null && shown.sequence() == push.getSequence();
        if (corrects && shown.contentHash() == hash) {
            return dropped(PushReason.REPEAT, shown);
        }
        boolean isNew = !corrects || !shown.onDevices() || (waiting != null && waiting.getKind() == SendKind.SHOW);
        SendKind kind = isNew ? SendKind.SHOW : SendKind.REPLACE;
        Shown after = shown == null
                ? new Shown(push.getSequence(), false, false, hash, 0)
                : new Shown(push.getSequence(), false, shown.onDevices(), hash, shown.sentMs());
        Optional<PushReason> replaced = replaced(waiting, PushReason.COALESCED);
        if (hindrance.isPresent()) {
            return new PushDecision(new Drop(hindrance.get()), after, replaced);
        }
        return isTurn(after, nowMs)
                ? new PushDecision(new Send(kind), after.sent(nowMs), replaced)
                : new PushDecision(
                        new Wait(new WaitingPush(push, kind, sentAtMs, after.sentMs() + paceMs)), after, replaced);
    }

    /** Whether a later one, or its end, is known already. */
    private static boolean isDecided(Shown shown, long sequence) {
        return sequence < shown.sequence() || (sequence == shown.sequence() && shown.withdrawn());
    }

    private static PushDecision dropped(PushReason reason, Shown shown) {
        return new PushDecision(new Drop(reason), shown, Optional.empty());
    }

    private static Optional<PushReason> replaced(WaitingPush waiting, PushReason reason) {
        return waiting == null ? Optional.empty() : Optional.of(reason);
    }

    /** A clock that was set back makes nobody wait for longer than the pace. */
    private boolean isTurn(Shown shown, long nowMs) {
        return nowMs >= shown.sentMs() + paceMs || nowMs < shown.sentMs();
    }

    /** Differs if what a device would show does; the count of unread messages is shown too. */
    static int contentHash(Push push) {
        return Objects.hash(push.getSenderId(), push.getTitle(), push.getContent(), push.getUnread());
    }
}

package io.parley.topologies.notify;

import io.parley.avro.SendKind;
import io.parley.avro.internal.WaitingPush;
import io.parley.schemas.PushReason;

import java.util.Optional;

/**
 * The decision about a push.
 *
 * @param after what the devices show of the conversation then
 * @param replaced the reason why the push that waited isn't sent; empty if it waits on, or none did
 */
record PushDecision(Action action, Shown after, Optional<PushReason> replaced) {

    /** The fate of the push itself. */
    sealed interface Action {}

    /** It is sent to each device now. */
    record Send(SendKind kind) implements Action {}

    /** It waits for its turn. */
    record Wait(WaitingPush waiting) implements Action {}

    /** It isn't sent. */
    record Drop(PushReason reason) implements Action {}
}

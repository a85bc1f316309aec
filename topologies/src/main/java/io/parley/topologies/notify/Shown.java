package io.parley.topologies.notify;

import io.parley.avro.internal.ShownState;

/**
 * The notification of a conversation on a user's devices.
 *
 * @param sequence the highest that is decided: shown, waiting or withdrawn
 * @param withdrawn whether that one was taken back, for good
 * @param onDevices whether a notification was sent and not withdrawn
 * @param contentHash of the newest notification
 * @param sentMs when the last one was sent; 0: none was
 */
record Shown(long sequence, boolean withdrawn, boolean onDevices, int contentHash, long sentMs) {

    static Shown of(ShownState state) {
        return new Shown(
                state.getSequence(),
                state.getWithdrawn(),
                state.getOnDevices(),
                state.getContentHash(),
                state.getSentMs());
    }

    ShownState toState() {
        return new ShownState(sequence, withdrawn, onDevices, contentHash, sentMs);
    }

    Shown sent(long nowMs) {
        return new Shown(sequence, withdrawn, true, contentHash, nowMs);
    }
}

package io.parley.gateway.session.preference;

import io.parley.avro.PreferencesDelivery;
import io.parley.gateway.session.connection.FrameSender;

/**
 * Passes the preferences of a session's user on to its client, and to those who hide by them. For the session's event
 * loop.
 */
public final class PreferenceStream {

    private final SessionPreferences preferences;
    private final Runnable visibilityChanged;
    private final FrameSender sender;

    /** @param visibilityChanged runs when other users may have been blocked since, or no longer */
    public PreferenceStream(SessionPreferences preferences, Runnable visibilityChanged, FrameSender sender) {
        this.preferences = preferences;
        this.visibilityChanged = visibilityChanged;
        this.sender = sender;
    }

    /** Takes a delivery: what comes before a whole inbox, or a change. */
    public void take(PreferencesDelivery delivery, boolean flowing) {
        if (delivery.getSessionId() != null) {
            preferences.announced(delivery.getPreferences(), delivery.getEpoch());
        } else if (flowing && preferences.change(delivery.getPreferences())) {
            show();
        }
    }

    /**
     * Takes what came before the whole inbox of this epoch.
     *
     * @param flowing whether the client was shown a list before, so that it has to hear of another one
     */
    public void begin(long epoch, boolean flowing) {
        if (preferences.begin(epoch) && flowing) {
            show();
        }
    }

    private void show() {
        sender.send(sender.frames().blocked(preferences.blocked()));
        visibilityChanged.run();
    }
}

package io.parley.topologies.path;

import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.history.RandomHistory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;

class LargePushHistoryTest {

    @RandomHistory
    void shouldLoseNothingAndShowNothingOldWhateverHappens(@ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        new LargePushHistory(seed).run();
    }

    /** A member joined before the crash, and after it the update of the message before came again. */
    @Example
    void shouldNotifyOfAMessageWhoseUpdateComesAgainBehindALaterEvent() {
        new LargePushHistory(new HistorySeed(509170832457885741L, 92)).run();
    }

    /** After the crash a read mark came again while the head, but not the notification, was an older one. */
    @Example
    void shouldNotWithdrawANotificationWhoseMessageIsNotKnownYet() {
        new LargePushHistory(new HistorySeed(6427452607826348000L, 91)).run();
    }
}

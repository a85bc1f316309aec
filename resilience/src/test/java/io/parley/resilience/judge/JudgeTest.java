package io.parley.resilience.judge;

import io.parley.resilience.journal.Entry;
import io.parley.resilience.journal.SeenEvent;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Shows of each invariant a journal that keeps it and one that doesn't. */
class JudgeTest {

    private static final String TALK = "talk";

    private final List<Entry> entries = new ArrayList<>();
    private long now;

    @Test
    void shouldFindNothingInAJournalOfADayWithoutFaults() {
        head("ann/0", "ann", 0);
        head("bob/0", "bob", 0);
        sent("ann", "c1", 1);
        accepted("ann", "c1");
        everybodySees(event(1, "created", "c1", "ann", ""));
        sent("ann", "c2", 2);
        accepted("ann", "c2");
        everybodySees(event(2, "message", "c2", "ann", "hello"));
        everybodySees(event(2, "message", "c2", "ann", "hello"));
        head("bob/1", "bob", 2);
        page("bob/1", "bob", event(1, "created", "c1", "ann", ""));
        page("bob/1", "bob", event(2, "message", "c2", "ann", "hello"));
        entries.add(new Entry.CaughtUp(now, "bob/1", "bob", TALK, 2));
        entries.add(new Entry.PresenceDue(now, "ann", "bob", "online"));
        entries.add(new Entry.Presence(now, "ann/0", "ann", "bob", "online"));

        assertThat(new Judge().judge(entries)).isEmpty();
    }

    @Test
    void shouldFindAGapInTheNumbers() {
        everybodySees(event(1, "created", "c1", "ann", ""));
        everybodySees(event(3, "message", "c2", "ann", "hello"));

        assertThat(invariants()).contains(Invariant.GAPLESS);
    }

    @Test
    void shouldFindTwoEventsUnderOneNumber() {
        live("ann/0", "ann", event(1, "message", "c1", "ann", "this"));
        live("bob/0", "bob", event(1, "message", "c2", "ann", "that"));

        assertThat(invariants()).containsExactly(Invariant.ONE_EVENT_PER_NUMBER);
    }

    @Test
    void shouldFindAnAcceptedCommandWithoutOutcome() {
        sent("ann", "c1", 1);
        accepted("ann", "c1");

        assertThat(invariants()).containsExactly(Invariant.NOTHING_LOST);
    }

    @Test
    void shouldAllowForACommandThatWasNeverAccepted() {
        sent("ann", "c1", 1);

        assertThat(invariants()).isEmpty();
    }

    @Test
    void shouldFindACommandWithTwoNumbers() {
        sent("ann", "c1", 1);
        everybodySees(event(1, "message", "c1", "ann", "hello"));
        everybodySees(event(2, "message", "c1", "ann", "hello"));

        assertThat(invariants()).containsExactly(Invariant.NOTHING_DOUBLED);
    }

    @Test
    void shouldFindCommandsThatChangedPlaces() {
        sent("ann", "c1", 1);
        sent("ann", "c2", 2);
        everybodySees(event(1, "message", "c2", "ann", "second"));
        everybodySees(event(2, "message", "c1", "ann", "first"));

        assertThat(invariants()).containsExactly(Invariant.SENDERS_ORDER);
    }

    @Test
    void shouldAllowForACommandThatWasRefusedBeforeOthersPassedIt() {
        sent("ann", "c1", 1);
        sent("ann", "c2", 2);
        entries.add(new Entry.Rejected(now, "ann", TALK, "c1", "unavailable"));
        everybodySees(event(1, "message", "c2", "ann", "second"));
        everybodySees(event(2, "message", "c1", "ann", "first"));

        assertThat(invariants()).isEmpty();
    }

    @Test
    void shouldFindLiveEventsOutOfOrder() {
        live("bob/0", "bob", event(2, "message", "c2", "ann", "second"));
        live("bob/0", "bob", event(1, "message", "c1", "ann", "first"));

        assertThat(invariants()).containsExactly(Invariant.LIVE_ORDER);
    }

    @Test
    void shouldFindAnEventThatDidNotComeAfterTheInbox() {
        live("ann/0", "ann", event(1, "message", "c1", "ann", "first"));
        live("ann/0", "ann", event(2, "message", "c2", "ann", "second"));
        head("bob/0", "bob", 0);
        live("bob/0", "bob", event(2, "message", "c2", "ann", "second"));

        assertThat(invariants()).containsExactly(Invariant.LIVE_WHOLE);
    }

    @Test
    void shouldFindALastEventThatDidNotReachASessionThatStayed() {
        head("ann/0", "ann", 0);
        head("bob/0", "bob", 0);
        everybodySees(event(1, "message", "c1", "ann", "first"));
        live("ann/0", "ann", event(2, "message", "c2", "ann", "last"));

        assertThat(new Judge().judge(entries))
                .singleElement()
                .matches(violation -> violation.invariant() == Invariant.LIVE_WHOLE)
                .matches(violation -> violation.what().startsWith("bob"));
        assertThat(Judge.isAtRest(entries)).isFalse();
    }

    @Test
    void shouldAllowForALastEventThatCameAfterASessionEndedOrItsUserWasRemoved() {
        head("ann/0", "ann", 0);
        head("bob/0", "bob", 0);
        head("cy/0", "cy", 0);
        everybodySees(event(1, "message", "c1", "ann", "first"));
        live("cy/0", "cy", event(1, "message", "c1", "ann", "first"));
        entries.add(new Entry.Closed(now++, "cy/0", "cy", 1006));
        everybodySees(event(2, "removed", "c2", "ann", "bob"));
        live("ann/0", "ann", event(3, "message", "c3", "ann", "last"));

        assertThat(invariants()).isEmpty();
        assertThat(Judge.isAtRest(entries)).isTrue();
    }

    @Test
    void shouldAllowForASessionWhoseInboxHadTheLastEvent() {
        live("ann/0", "ann", event(1, "message", "c1", "ann", "last"));
        head("bob/0", "bob", 1);

        assertThat(invariants()).isEmpty();
    }

    @Test
    void shouldFindAHoleBetweenHistoryAndLive() {
        everybodySees(event(1, "message", "c1", "ann", "first"));
        everybodySees(event(2, "message", "c2", "ann", "second"));
        everybodySees(event(3, "message", "c3", "ann", "third"));
        page("cy/0", "cy", event(1, "message", "c1", "ann", "first"));
        live("cy/0", "cy", event(3, "message", "c3", "ann", "third"));
        entries.add(new Entry.CaughtUp(now, "cy/0", "cy", TALK, 3));

        assertThat(invariants()).containsExactly(Invariant.HAND_OVER);
    }

    @Test
    void shouldFindWhatARemovedMemberSaw() {
        everybodySees(event(1, "removed", "c1", "ann", "bob,cy"));
        everybodySees(event(2, "message", "c2", "ann", "without them"));

        assertThat(new Judge().judge(entries))
                .singleElement()
                .matches(violation -> violation.invariant() == Invariant.NOTHING_AFTER_REMOVAL)
                .matches(violation -> violation.what().startsWith("bob"));
    }

    @Test
    void shouldAllowForAMemberWhoWasAddedAgain() {
        everybodySees(event(1, "removed", "c1", "ann", "bob"));
        everybodySees(event(2, "added", "c2", "ann", "bob"));
        everybodySees(event(3, "message", "c3", "ann", "hello"));

        assertThat(invariants()).isEmpty();
    }

    @Test
    void shouldFindTimesThatDecrease() {
        everybodySees(new SeenEvent(TALK, 1, "message", "c1", "ann", "2026-01-01T00:00:00.002Z", "first"));
        everybodySees(new SeenEvent(TALK, 2, "message", "c2", "ann", "2026-01-01T00:00:00.001Z", "second"));

        assertThat(invariants()).containsExactly(Invariant.TIME_ORDER);
    }

    @Test
    void shouldFindAStoreThatDiffers() {
        live("ann/0", "ann", event(1, "message", "c1", "ann", "this"));
        page("bob/0", "bob", event(1, "message", "c1", "ann", "that"));

        assertThat(invariants()).containsExactly(Invariant.STORE_EQUALS_LOG);
    }

    @Test
    void shouldFindAGhost() {
        entries.add(new Entry.PresenceDue(now, "ann", "bob", "offline"));
        entries.add(new Entry.Presence(now, "ann/0", "ann", "bob", "online"));

        assertThat(invariants()).containsExactly(Invariant.PRESENCE);
    }

    @Test
    void shouldFindAUserWhoIsNotShownOnline() {
        entries.add(new Entry.Presence(now, "ann/0", "ann", "bob", "online"));
        entries.add(new Entry.Closed(now, "ann/0", "ann", 1006));
        entries.add(new Entry.PresenceDue(now, "ann", "bob", "online"));

        assertThat(invariants()).containsExactly(Invariant.PRESENCE);
    }

    @Test
    void shouldAllowForAnAnswerUnderTheNumberOfTheFirst() {
        everybodySees(event(1, "created", "c1", "ann", ""));
        everybodySees(event(2, "message", "c2", "ann", "first"));
        everybodySees(event(3, "message", "c3", "bob", "second"));
        entries.add(new Entry.Closed(now, "ann/0", "ann", 1006));
        live("bob/0", "bob", event(4, "message", "c4", "bob", "third"));
        head("ann/1", "ann", 3);
        live("ann/1", "ann", event(4, "message", "c4", "bob", "third"));
        live("ann/1", "ann", event(2, "message", "c2", "ann", "first"));

        assertThat(invariants()).isEmpty();
    }

    @Test
    void shouldAllowForAHandOverInWhichTheAnswerToACommandSentAgainIsNotReadOnceMore() {
        live("bob/0", "bob", event(1, "message", "c1", "ann", "first"));
        live("bob/0", "bob", event(2, "message", "c2", "ann", "second"));
        live("bob/0", "bob", event(3, "message", "c3", "bob", "third"));
        head("ann/1", "ann", 3);
        page("ann/1", "ann", event(1, "message", "c1", "ann", "first"));
        live("ann/1", "ann", event(2, "message", "c2", "ann", "second"));
        page("ann/1", "ann", event(3, "message", "c3", "bob", "third"));
        entries.add(new Entry.CaughtUp(now, "ann/1", "ann", TALK, 3));

        assertThat(invariants()).isEmpty();
    }

    private List<Invariant> invariants() {
        return new Judge()
                .judge(entries).stream().map(Violation::invariant).distinct().toList();
    }

    private static SeenEvent event(long sequence, String kind, String commandId, String senderId, String detail) {
        return new SeenEvent(
                TALK, sequence, kind, commandId, senderId, "2026-01-01T00:00:00.00" + sequence + "Z", detail);
    }

    private void everybodySees(SeenEvent event) {
        live("ann/0", "ann", event);
        live("bob/0", "bob", event);
    }

    private void live(String session, String userId, SeenEvent event) {
        entries.add(new Entry.Seen(now++, session, userId, true, event));
    }

    private void page(String session, String userId, SeenEvent event) {
        entries.add(new Entry.Seen(now++, session, userId, false, event));
    }

    private void head(String session, String userId, long head) {
        entries.add(new Entry.Head(now++, session, userId, TALK, head));
    }

    private void sent(String userId, String commandId, int turn) {
        entries.add(new Entry.Sent(now++, userId + "/0", userId, TALK, commandId, turn));
    }

    private void accepted(String userId, String commandId) {
        entries.add(new Entry.Accepted(now++, userId, TALK, commandId));
    }
}

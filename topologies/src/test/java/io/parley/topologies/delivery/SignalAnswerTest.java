package io.parley.topologies.delivery;

import io.parley.avro.Close;
import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Read;
import io.parley.avro.RequestRefused;
import io.parley.avro.Signal;
import io.parley.avro.Typing;
import io.parley.avro.internal.MemberState;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class SignalAnswerTest {

    private final Events events = new Events("c");
    private final Optional<Conversation> conversation =
            Optional.of(new Conversation(ConversationKind.GROUP, "Team", 1, false, 9));
    private final SortedMap<String, MemberState> rows =
            rows(events.created("ann", "bob", "cid"), events.removed(3, "ann", "cid"), events.added(6, "ann", "dee"));

    @Test
    void shouldOpenForAMember() {
        // Given
        rows.put("bob", Membership.of(rows.get("bob")).toState(7));

        // When
        OpenedDelivery opened = (OpenedDelivery) body(decide("bob", new Open()));

        // Then
        assertThat(opened.getHead()).isEqualTo(9);
        assertThat(opened.getTitle()).isEqualTo("Team");
        assertThat(opened.getMembers()).extracting("userId").containsExactly("ann", "bob", "dee");
        assertThat(opened.getReads()).containsOnly(Map.entry("bob", 7L), Map.entry("dee", 5L));
        assertThat(opened.getSessionId()).isEqualTo("phone");
    }

    @Test
    void shouldRefuseInTheSameWordsWhenThereIsNoConversationAndWhenTheUserIsNoMember() {
        // When
        RequestRefused stranger = (RequestRefused) body(decide("eve", new Open()));
        RequestRefused nowhere = (RequestRefused)
                body(SignalAnswer.decide(signal("eve", new Open()), Optional.empty(), null, () -> rows));

        // Then
        assertThat(stranger.getCode()).isEqualTo("not_a_member");
        assertThat(nowhere).isEqualTo(stranger);
    }

    @Test
    void shouldRefuseWhenTheUserWasRemoved() {
        assertThat(body(decide("cid", new Open()))).isInstanceOf(RequestRefused.class);
        assertThat(body(decide("cid", new Read(2L)))).isInstanceOf(RequestRefused.class);
    }

    @Test
    void shouldMoveTheMarkForwardAndNeverPastTheHead() {
        // When
        SignalAnswer.MarkMoved moved = (SignalAnswer.MarkMoved) decide("bob", new Read(4L));
        SignalAnswer.MarkMoved past = (SignalAnswer.MarkMoved) decide("bob", new Read(1_000L));

        // Then
        assertThat(moved.moved().getSequence()).isEqualTo(4);
        assertThat(moved.member().getRead()).isEqualTo(4);
        assertThat(past.moved().getSequence()).isEqualTo(9);
    }

    @Test
    void shouldSayTheMarkAgainWhenItWouldMoveBack() {
        // Given
        rows.put("bob", Membership.of(rows.get("bob")).toState(7));

        // When
        SignalAnswer.MarkMoved moved = (SignalAnswer.MarkMoved) decide("bob", new Read(4L));

        // Then
        assertThat(moved.moved().getSequence()).isEqualTo(7);
        assertThat(moved.member().getRead()).isEqualTo(7);
    }

    @Test
    void shouldDoNothingForOtherSignalsAndForGatewaysThatCannotBe() {
        assertThat(decide("bob", new Close())).isInstanceOf(SignalAnswer.Nothing.class);
        assertThat(decide("bob", new Typing())).isInstanceOf(SignalAnswer.Nothing.class);
        assertThat(SignalAnswer.decide(
                        new Signal("c", "bob", "phone", "no/gateway", 1L, new Open()),
                        conversation,
                        rows.get("bob"),
                        () -> rows))
                .isInstanceOf(SignalAnswer.Nothing.class);
    }

    private SignalAnswer decide(String userId, Object body) {
        return SignalAnswer.decide(signal(userId, body), conversation, rows.get(userId), () -> rows);
    }

    private static Signal signal(String userId, Object body) {
        return new Signal("c", userId, "phone", "gw-1", 1L, body);
    }

    private static Object body(SignalAnswer answer) {
        return ((SignalAnswer.ToSession) answer).delivery().delivery().getBody();
    }

    private static SortedMap<String, MemberState> rows(Event... history) {
        SortedMap<String, MemberState> rows = new TreeMap<>();
        Roster roster = Roster.EMPTY;
        for (Event event : history) {
            Roster.RosterChange change = roster.after(event, Duration.ofDays(1));
            change.changed().forEach((userId, membership) -> rows.put(userId, membership.toState(0)));
            roster = change.roster();
        }
        return rows;
    }
}

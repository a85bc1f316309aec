package io.parley.topologies.delivery;

import io.parley.avro.Close;
import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Read;
import io.parley.avro.RequestRefused;
import io.parley.avro.Role;
import io.parley.avro.Signal;
import io.parley.avro.Typing;
import io.parley.avro.internal.MemberState;
import io.parley.topologies.parts.GatewayDelivery;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class SignalAnswerTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final Events events = new Events("c");
    private final Optional<Conversation> conversation =
            Optional.of(new Conversation(ConversationKind.GROUP, "Team", 1, 0, 9, LargeNews.NONE, SentMarks.NONE));
    private final SortedMap<String, MemberState> rows =
            rows(events.created("ann", "bob", "cid"), events.removed(3, "ann", "cid"), events.added(6, "ann", "dee"));

    private final SignalAnswer.Members members = new SignalAnswer.Members() {
        @Override
        public List<Member> present() {
            return rows.entrySet().stream()
                    .filter(row -> Membership.of(row.getValue()).isMember())
                    .map(row -> new Member(row.getKey(), row.getValue().getRole()))
                    .toList();
        }

        @Override
        public Map<String, Long> reads() {
            Map<String, Long> reads = new TreeMap<>();
            rows.forEach((userId, row) -> {
                if (Membership.of(row).isMember()) {
                    ReadNews.addMark(reads, userId, row);
                }
            });
            return reads;
        }
    };

    @Test
    void shouldOpenForAMember() {
        // Given
        rows.put("bob", Membership.of(rows.get("bob")).toState(7, AT));

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
    void shouldShowNoOwnerWhenAConversationIsDirect() {
        // Given
        Optional<Conversation> direct =
                Optional.of(new Conversation(ConversationKind.DIRECT, null, 0, 0, 9, LargeNews.NONE, SentMarks.NONE));

        // When
        OpenedDelivery opened = (OpenedDelivery)
                body(SignalAnswer.decide(signal("bob", new Open()), AT, direct, rows.get("bob"), members));

        // Then
        assertThat(rows.get("ann").getRole()).as("as it was stored once").isEqualTo(Role.OWNER);
        assertThat(opened.getMembers()).extracting(Member::getRole).containsOnly(Role.MEMBER);
    }

    @Test
    void shouldRefuseInTheSameWordsWhenThereIsNoConversationAndWhenTheUserIsNoMember() {
        // When
        RequestRefused stranger = (RequestRefused) body(decide("eve", new Open()));
        RequestRefused nowhere = (RequestRefused)
                body(SignalAnswer.decide(signal("eve", new Open()), AT, Optional.empty(), null, members));

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
        assertThat(moved.mark().member().getRead()).isEqualTo(4);
        assertThat(moved.mark().news()).isTrue();
        assertThat(past.moved().getSequence()).isEqualTo(9);
    }

    @Test
    void shouldSayTheMarkAgainWhenItWouldMoveBack() {
        // Given
        rows.put("bob", Membership.of(rows.get("bob")).toState(7, AT));

        // When
        SignalAnswer.MarkMoved moved = (SignalAnswer.MarkMoved) decide("bob", new Read(4L));

        // Then
        assertThat(moved.moved().getSequence()).isEqualTo(7);
        assertThat(moved.mark().member().getRead()).isEqualTo(7);
        assertThat(moved.mark().news()).isFalse();
    }

    @Test
    void shouldBeginAnInterestAtTheHeadThatIsTold() {
        // When
        SignalAnswer.Opened opened = (SignalAnswer.Opened) decide("bob", new Open());

        // Then
        assertThat(opened.interest()).isEqualTo(new Interest("phone", "bob", "gw-1", 1, 9));
    }

    @Test
    void shouldTellNoReadMarksOfALargeGroup() {
        // Given
        rows.put("bob", Membership.of(rows.get("bob")).toState(7, AT));

        // When
        OpenedDelivery opened = (OpenedDelivery) body(SignalAnswer.decide(
                signal("bob", new Open()),
                AT,
                conversation.map(small -> small.grown(events.message(4, "ann"))),
                rows.get("bob"),
                members));

        // Then
        assertThat(opened.getLarge()).isTrue();
        assertThat(opened.getReads()).isEmpty();
        assertThat(opened.getMembers()).hasSize(3);
    }

    @Test
    void shouldCloseForAnybodyAndLetOnlyMembersType() {
        assertThat(decide("bob", new Close())).isInstanceOf(SignalAnswer.Closed.class);
        assertThat(decide("cid", new Close())).isInstanceOf(SignalAnswer.Closed.class);
        assertThat(decide("bob", new Typing())).isInstanceOf(SignalAnswer.Types.class);
        assertThat(body(decide("cid", new Typing()))).isInstanceOf(RequestRefused.class);
    }

    @Test
    void shouldDoNothingForGatewaysThatCannotBe() {
        assertThat(SignalAnswer.decide(
                        new Signal("c", "bob", "phone", "no/gateway", 1L, new Open()),
                        AT,
                        conversation,
                        rows.get("bob"),
                        members))
                .isInstanceOf(SignalAnswer.Nothing.class);
    }

    private SignalAnswer decide(String userId, Object body) {
        return SignalAnswer.decide(signal(userId, body), AT, conversation, rows.get(userId), members);
    }

    private static Signal signal(String userId, Object body) {
        return new Signal("c", userId, "phone", "gw-1", 1L, body);
    }

    private static Object body(SignalAnswer answer) {
        GatewayDelivery delivery = answer instanceof SignalAnswer.Opened opened
                ? opened.delivery()
                : ((SignalAnswer.Refused) answer).delivery();
        return delivery.delivery().getBody();
    }

    private static SortedMap<String, MemberState> rows(Event... history) {
        SortedMap<String, MemberState> rows = new TreeMap<>();
        Roster roster = Roster.EMPTY;
        for (Event event : history) {
            Roster.RosterChange change = roster.after(event, Duration.ofDays(1));
            change.changed().forEach((userId, membership) -> rows.put(userId, membership.toState(0, Instant.EPOCH)));
            roster = change.roster();
        }
        return rows;
    }
}

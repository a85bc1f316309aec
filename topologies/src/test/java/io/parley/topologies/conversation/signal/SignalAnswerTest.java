package io.parley.topologies.conversation.signal;

import io.parley.avro.Close;
import io.parley.avro.ConversationKind;
import io.parley.avro.ListMembers;
import io.parley.avro.Member;
import io.parley.avro.MembersDelivery;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Read;
import io.parley.avro.RequestRefused;
import io.parley.avro.Role;
import io.parley.avro.Signal;
import io.parley.avro.Typing;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.decision.SentMarks;
import io.parley.topologies.conversation.subscription.Subscription;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class SignalAnswerTest {

    private static final Head SMALL = new Head(9, 0, ConversationKind.GROUP, 3, 1, 0, SentMarks.NONE);
    private static final Head LARGE = new Head(9, 0, ConversationKind.GROUP, 3, 1, 4, SentMarks.NONE);

    /** The conversation of a signal by somebody who has read up to seven. */
    private record Group(Head head, List<Member> members) implements SignalAnswer.View {

        Group(Head head) {
            this(head, List.of(new Member("ann", Role.OWNER), new Member("bob", Role.MEMBER)));
        }

        @Override
        public String title() {
            return "Team";
        }

        @Override
        public int memberCount() {
            return members.size();
        }

        @Override
        public List<Member> members(String after, int most) {
            return members.stream()
                    .filter(member -> after == null || member.getUserId().compareTo(after) > 0)
                    .limit(most)
                    .toList();
        }

        @Override
        public MemberMarks marks() {
            return new MemberMarks(Map.of("bob", 7L), List.of("ann"));
        }

        @Override
        public long ownRead() {
            return 7;
        }

        @Override
        public long newestMessage() {
            return 8;
        }
    }

    @Test
    void shouldOpenForAMember() {
        // When
        OpenedDelivery opened = opened(SMALL);

        // Then
        assertThat(opened)
                .isEqualTo(OpenedDelivery.newBuilder()
                        .setSessionId("phone")
                        .setUserId("bob")
                        .setConversationId("c")
                        .setKind(ConversationKind.GROUP)
                        .setTitle("Team")
                        .setHead(9)
                        .setMembers(new Group(SMALL).members(null, 100))
                        .setReads(Map.of("bob", 7L))
                        .setLarge(false)
                        .setNewestMessage(8)
                        .setTakenPart(List.of("ann"))
                        .setMemberCount(2)
                        .build());
    }

    @Test
    void shouldSendNoReadMarksOfALargeGroup() {
        // When
        OpenedDelivery opened = opened(LARGE);

        // Then
        assertThat(opened.getLarge()).isTrue();
        assertThat(opened.getReads()).isEmpty();
        assertThat(opened.getTakenPart()).isNull();
        assertThat(opened.getMembers()).hasSize(2);
    }

    @Test
    void shouldBeginASubscriptionAtTheHeadOfItsAnswer() {
        // When
        SignalAnswer.Opened opened = (SignalAnswer.Opened) decide(new Open(), SMALL);

        // Then
        assertThat(opened.subscription()).isEqualTo(new Subscription("phone", "bob", "gw-1", 1, 9));
    }

    @Test
    void shouldRefuseMembersRequestsOfNonMembers() {
        // Given
        RequestRefused refused = new RequestRefused(
                "phone", "bob", "c", "not_a_member", "you are not a member of this conversation", 0L);

        // Then
        assertThat(List.of(new Open(), new Read(2L), new Typing()))
                .allSatisfy(body -> assertThat(SignalAnswer.decide(signal("gw-1", body), Optional.empty()))
                        .isEqualTo(new SignalAnswer.Refused(refused)));
    }

    @Test
    void shouldOpenALargeGroupWithItsFirstHundredMembersAndTheirNumber() {
        // When
        OpenedDelivery opened = ((SignalAnswer.Opened)
                        SignalAnswer.decide(signal("gw-1", new Open()), Optional.of(new Group(LARGE, members(101)))))
                .delivery();

        // Then
        assertThat(opened.getMembers()).hasSize(100);
        assertThat(opened.getMemberCount()).isEqualTo(101);
    }

    @Test
    void shouldListMembersByPagesOfTheLimitAndSayWhetherThereAreMore() {
        // Given
        Group group = new Group(LARGE, members(5));

        // Then
        assertThat(list(group, null, 2)).isEqualTo(page(members(5).subList(0, 2), true));
        assertThat(list(group, "user-1001", 2)).isEqualTo(page(members(5).subList(2, 4), true));
        assertThat(list(group, "user-1002", 2)).isEqualTo(page(members(5).subList(3, 5), false));
        assertThat(list(group, "zoe", 2)).isEqualTo(page(List.of(), false));
        assertThat(list(group, null, 0)).isEqualTo(page(members(5).subList(0, 1), true));
        assertThat(list(new Group(LARGE, members(1_001)), null, Integer.MAX_VALUE))
                .isEqualTo(page(members(1_001).subList(0, 1_000), true));
    }

    @Test
    void shouldRefuseAPageUnderTheNumberOfItsRequest() {
        assertThat(SignalAnswer.decide(signal("gw-1", new ListMembers(7L, null, 100)), Optional.empty()))
                .isEqualTo(new SignalAnswer.Refused(new RequestRefused(
                        "phone", "bob", "c", "not_a_member", "you are not a member of this conversation", 7L)));
    }

    private static SignalAnswer list(Group group, String after, int limit) {
        return SignalAnswer.decide(signal("gw-1", new ListMembers(7L, after, limit)), Optional.of(group));
    }

    private static SignalAnswer page(List<Member> members, boolean more) {
        return new SignalAnswer.Listed(new MembersDelivery("phone", "bob", "c", 7L, members, more));
    }

    private static List<Member> members(int count) {
        return IntStream.range(1_000, 1_000 + count)
                .mapToObj(number -> new Member("user-" + number, Role.MEMBER))
                .toList();
    }

    @Test
    void shouldMoveTheMarkForwardAndNeverPastTheHead() {
        assertThat(decide(new Read(8L), SMALL)).isEqualTo(new SignalAnswer.MarkMoved(7, 8));
        assertThat(decide(new Read(1_000L), SMALL)).isEqualTo(new SignalAnswer.MarkMoved(7, 9));
        assertThat(new SignalAnswer.MarkMoved(7, 8).isNews()).isTrue();
    }

    @Test
    void shouldSendTheMarkAgainWhenItWouldMoveBack() {
        // When
        SignalAnswer.MarkMoved moved = (SignalAnswer.MarkMoved) decide(new Read(4L), SMALL);

        // Then
        assertThat(moved.mark()).isEqualTo(7);
        assertThat(moved.isNews()).isFalse();
    }

    @Test
    void shouldCloseForAnybody() {
        assertThat(decide(new Close(), SMALL)).isInstanceOf(SignalAnswer.Closed.class);
        assertThat(SignalAnswer.decide(signal("gw-1", new Close()), Optional.empty()))
                .isInstanceOf(SignalAnswer.Closed.class);
    }

    @Test
    void shouldLetMembersTypeAndStop() {
        assertThat(decide(new Typing(false, null), SMALL)).isEqualTo(new SignalAnswer.Types(false, List.of()));
        assertThat(decide(new Typing(true, null), SMALL)).isEqualTo(new SignalAnswer.Types(true, List.of()));
    }

    @Test
    void shouldDoNothingForGatewaysThatCannotBe() {
        assertThat(SignalAnswer.decide(signal("no/gateway", new Open()), Optional.of(new Group(SMALL))))
                .isInstanceOf(SignalAnswer.Nothing.class);
        assertThat(SignalAnswer.decide(signal("no/gateway", new Open()), Optional.empty()))
                .isInstanceOf(SignalAnswer.Nothing.class);
    }

    private static OpenedDelivery opened(Head head) {
        return ((SignalAnswer.Opened) decide(new Open(), head)).delivery();
    }

    private static SignalAnswer decide(Object body, Head head) {
        return SignalAnswer.decide(signal("gw-1", body), Optional.of(new Group(head)));
    }

    private static Signal signal(String gatewayId, Object body) {
        return new Signal("c", "bob", "phone", gatewayId, 1L, body);
    }
}

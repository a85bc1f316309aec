package io.parley.gateway.session.stream;

import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.MessagePreview;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.Role;
import io.parley.gateway.session.stream.Memberships.Passage;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.NOW;
import static io.parley.gateway.session.SessionFixture.OTHER_GROUP;
import static io.parley.gateway.session.SessionFixture.entry;
import static io.parley.gateway.session.SessionFixture.event;
import static io.parley.gateway.session.SessionFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

class MembershipsTest {

    private static final Removed REMOVAL = new Removed(List.of("alice"), null);
    private static final Message TEXT = new Message("text", "text/plain", false, null);
    private static final Added ADDITION = new Added(List.of("alice"));

    private final Memberships memberships = new Memberships("alice");

    @Test
    void shouldFollowTheHeadWhenEventsPass() {
        // Given
        memberships.replace(List.of(entry(GROUP, 5)), true);

        // When
        Passage next = memberships.pass(message(GROUP, 6));
        Passage repeat = memberships.pass(message(GROUP, 4));

        // Then
        assertThat(List.of(next, repeat)).containsOnly(Passage.PASSES);
        assertThat(memberships.head(GROUP)).isEqualTo(6);
        assertThat(memberships.head(OTHER_GROUP)).isZero();
    }

    @Test
    void shouldKeepItsHeadsWhenAFreshInboxIsBehindThem() {
        // Given
        memberships.replace(List.of(entry(GROUP, 5), entry(OTHER_GROUP, 5)), true);
        memberships.pass(message(GROUP, 8));

        // When
        memberships.replace(List.of(entry(GROUP, 7)), true);

        // Then
        assertThat(memberships.head(GROUP)).isEqualTo(8);
        assertThat(memberships.isMember(OTHER_GROUP)).isFalse();
    }

    @Test
    void shouldDropRepeatsFromBeforeWhenTheUserWasRemoved() {
        // Given
        memberships.replace(List.of(entry(GROUP, 5)), true);

        // When
        Passage removal = memberships.pass(event(GROUP, 7, REMOVAL));

        // Then
        assertThat(removal).isEqualTo(Passage.LEAVES);
        assertThat(memberships.pass(message(GROUP, 6))).isEqualTo(Passage.STALE);
        assertThat(memberships.pass(event(GROUP, 3, ADDITION))).isEqualTo(Passage.STALE);
        assertThat(memberships.pass(event(GROUP, 7, REMOVAL))).isEqualTo(Passage.STALE);
        assertThat(memberships.update(List.of(entry(GROUP, 6)))).isEmpty();
        assertThat(memberships.replace(List.of(entry(GROUP, 6)), true)).isEmpty();
        assertThat(memberships.isMember(GROUP)).isFalse();
    }

    @Test
    void shouldBeAMemberAgainWhenTheUserIsAddedAgain() {
        // Given
        memberships.replace(List.of(entry(GROUP, 5)), true);
        memberships.pass(event(GROUP, 7, REMOVAL));

        // When
        memberships.update(List.of(entry(GROUP, 7)));
        Passage added = memberships.pass(event(GROUP, 8, ADDITION));
        Passage removedBefore = memberships.pass(event(GROUP, 7, REMOVAL));

        // Then
        assertThat(added).isEqualTo(Passage.ENTERS);
        assertThat(removedBefore).isEqualTo(Passage.STALE);
        assertThat(memberships.head(GROUP)).isEqualTo(8);
    }

    @Test
    void shouldJoinByTheEventWhenTheEntryIsMissing() {
        // Given
        Created created = new Created(ConversationKind.GROUP, List.of(new Member("alice", Role.OWNER)), null);

        // Then
        assertThat(memberships.pass(event(GROUP, 1, created))).isEqualTo(Passage.ENTERS);
        assertThat(memberships.pass(event(OTHER_GROUP, 4, ADDITION))).isEqualTo(Passage.ENTERS);
        assertThat(memberships.isMember(GROUP)).isTrue();
        assertThat(memberships.isMember(OTHER_GROUP)).isTrue();
    }

    @Test
    void shouldComeToTheHeadThatWasOpenedButOnlyAsAMember() {
        // Given
        memberships.replace(List.of(entry(GROUP, 5)), true);

        // When
        memberships.opened(GROUP, 9, 0);
        memberships.opened(GROUP, 7, 0);
        memberships.opened(OTHER_GROUP, 9, 0);

        // Then
        assertThat(memberships.head(GROUP)).isEqualTo(9);
        assertThat(memberships.isMember(OTHER_GROUP)).isFalse();
    }

    @Test
    void shouldStayAMemberWhenOthersAreRemoved() {
        // Given
        memberships.replace(List.of(entry(GROUP, 5)), true);

        // When
        Passage passage = memberships.pass(event(GROUP, 6, new Removed(List.of("bob"), null)));

        // Then
        assertThat(passage).isEqualTo(Passage.PASSES);
        assertThat(memberships.isMember(GROUP)).isTrue();
    }

    @Test
    void shouldMakeTheEntryOfAnInboxWhenEventsHavePassed() {
        // Given
        memberships.replace(List.of(announced(GROUP, 5, 5, 0, false)), true);

        // When
        memberships.pass(message(GROUP, 6));
        memberships.pass(message(GROUP, 6));
        memberships.pass(message(GROUP, 7));
        memberships.pass(event(GROUP, 8, new Deleted(6L)));
        memberships.pass(event(GROUP, 9, new Renamed("new")));

        // Then
        assertThat(entries(GROUP, OTHER_GROUP))
                .containsExactly(
                        new InboxEntry(GROUP, ConversationKind.GROUP, "new", 9L, 5L, 1, false, null, NOW, null));
    }

    @Test
    void shouldHaveReadWhatCameBeforeAMessageOfTheUsersOwn() {
        // Given
        memberships.replace(List.of(announced(GROUP, 5, 2, 3, false)), true);

        // When
        memberships.pass(new Event(GROUP, 6L, "i", "alice", NOW, TEXT));

        // Then
        assertThat(entries(GROUP)).containsExactly(at(NOW, announced(GROUP, 6, 6, 0, false)));
    }

    @Test
    void shouldLeaveItToTheStreamHowManyAreLeftOfAHundredOrMore() {
        // Given
        memberships.replace(List.of(announced(GROUP, 500, 0, 100, false)), true);

        // When
        memberships.pass(event(GROUP, 501, new Deleted(7L)));

        // Then
        assertThat(entries(GROUP)).containsExactly(at(NOW, announced(GROUP, 501, 0, 100, false)));
    }

    @Test
    void shouldCountAgainWhenTheStreamRepeatsAnEntryAndWhatFollowedIt() {
        // Given
        memberships.replace(List.of(announced(GROUP, 5, 5, 0, false)), true);
        memberships.pass(message(GROUP, 6));
        memberships.pass(message(GROUP, 7));

        // When
        memberships.update(List.of(announced(GROUP, 6, 5, 1, false)));
        memberships.pass(message(GROUP, 7));

        // Then
        assertThat(entries(GROUP)).containsExactly(at(NOW, announced(GROUP, 7, 5, 2, false)));
    }

    @Test
    void shouldCountNoFurtherThanAHundred() {
        // Given
        memberships.replace(List.of(announced(GROUP, 5, 0, 99, false)), true);

        // When
        memberships.pass(message(GROUP, 6));
        memberships.pass(message(GROUP, 7));

        // Then
        assertThat(entries(GROUP)).containsExactly(at(NOW, announced(GROUP, 7, 0, 100, false)));
    }

    @Test
    void shouldCountWhatCameToALargeGroupBeforeItWasOpenedUpToItsNewestMessage() {
        // Given
        memberships.replace(List.of(announced(GROUP, 5, 5, 0, true), announced(OTHER_GROUP, 5, 3, 2, true)), true);

        // When
        memberships.opened(GROUP, 20, 4);
        memberships.opened(OTHER_GROUP, 20, 8);
        memberships.pass(message(OTHER_GROUP, 21));

        // Then
        assertThat(entries(GROUP, OTHER_GROUP))
                .containsExactly(announced(GROUP, 20, 5, 0, true), at(NOW, announced(OTHER_GROUP, 21, 3, 6, true)));
    }

    private static InboxEntry at(Instant activeAt, InboxEntry entry) {
        entry.setActiveAt(activeAt);
        return entry;
    }

    private static InboxEntry announced(String conversation, long head, long read, int unread, boolean large) {
        return new InboxEntry(
                conversation, ConversationKind.GROUP, null, head, read, unread, large, null, Instant.EPOCH, null);
    }

    @Test
    void shouldNotKnowOfOthersWhenOnlyTheNewestWereTold() {
        // Given
        memberships.replace(List.of(entry(GROUP, 5)), false);

        // When
        boolean told = memberships.isUnlisted(GROUP);
        boolean other = memberships.isUnlisted(OTHER_GROUP);
        memberships.update(List.of(entry(OTHER_GROUP, 7)));

        // Then
        assertThat(List.of(told, other, memberships.isUnlisted(OTHER_GROUP))).containsExactly(false, true, false);
        memberships.replace(List.of(entry(GROUP, 5)), true);
        assertThat(memberships.isUnlisted(OTHER_GROUP)).isFalse();
    }

    private List<InboxEntry> entries(String... conversationIds) {
        Map<String, MessagePreview> previews = new LinkedHashMap<>();
        for (String id : conversationIds) {
            previews.put(id, null);
        }
        return memberships.entries(previews);
    }
}

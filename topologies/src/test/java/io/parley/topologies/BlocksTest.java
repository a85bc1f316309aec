package io.parley.topologies;

import io.parley.avro.BlockChange;
import io.parley.avro.Close;
import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxAnswer;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.InboxRequest;
import io.parley.avro.ListPage;
import io.parley.avro.LookUp;
import io.parley.avro.MessagePreview;
import io.parley.avro.Mute;
import io.parley.avro.MuteChange;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.PreferenceChange;
import io.parley.avro.Preferences;
import io.parley.avro.PreferencesDelivery;
import io.parley.avro.PresenceChange;
import io.parley.avro.Push;
import io.parley.avro.Read;
import io.parley.avro.Refused;
import io.parley.avro.Removed;
import io.parley.avro.Typing;
import io.parley.avro.TypingDelivery;
import io.parley.avro.Watch;
import io.parley.avro.WithheldDelivery;
import io.parley.schemas.GatewayId;
import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.history.RandomHistory;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.testkit.PipelineFixture;
import io.parley.topologies.testkit.SessionView;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AfterTry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Blocks and mutes, from a change of preferences to the deliveries of each session. */
class BlocksTest {

    private static final String DIRECT = Commands.direct("ann", "bob");
    private static final String GROUP = Commands.group(1);

    private final PipelineFixture pipeline = new PipelineFixture();

    @AfterTry
    void close() {
        pipeline.close();
    }

    @RandomHistory
    void shouldHideTheBlockedAlwaysAndLoseNoChange(@ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        new BlockHistory(seed).run();
    }

    @Example
    void shouldSendTheListToAllSessionsAndBeforeTheInboxOfTheNext() {
        // Given
        SessionView phone = connect("ann");

        // When
        block("ann", "eve", false);
        block("ann", "bob", false);
        SessionView laptop = pipeline.connect("ann", "ann-laptop", "gw-1", 1);

        // Then
        assertThat(phone.delivered())
                .last()
                .isEqualTo(new PreferencesDelivery(null, 0L, preferences("ann", "bob", "eve")));
        assertThat(laptop.delivered())
                .extracting(body -> (Object) body.getClass())
                .containsExactly(PreferencesDelivery.class, InboxDelivery.class);
        assertThat(laptop.delivered())
                .first()
                .isEqualTo(new PreferencesDelivery("ann-laptop", 1L, preferences("ann", "bob", "eve")));
        assertThat(pipeline.values(pipeline.topics().preferences())).last().isEqualTo(preferences("ann", "bob", "eve"));
    }

    @Example
    void shouldWithholdWhatTheBlockedOneWritesAndCountNothing() {
        // Given
        SessionView ann = connect("ann");
        SessionView bob = connect("bob");
        pipeline.send(Commands.createDirect("ann", "c", "bob"));
        block("ann", "bob", false);

        // When
        pipeline.send(Commands.send(DIRECT, "bob", "m-1", "hello?"));
        pipeline.send(Commands.send(DIRECT, "bob", "m-2", "hello??"));

        // Then
        assertThat(ann.delivered())
                .filteredOn(WithheldDelivery.class::isInstance)
                .hasSize(2);
        assertThat(ann.events()).extracting(Event::getSequence).containsExactly(1L);
        assertThat(bob.events()).extracting(Event::getSequence).containsExactly(1L, 2L, 3L);
        assertThat(entry(pipeline.connect("ann", "ann-2", "gw-1", 1), DIRECT)).satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(3);
            assertThat(entry.getUnread()).isZero();
        });
    }

    @Example
    void shouldKeepThePreviewOfTheNewestMessageThatIsNotWithheld() {
        // Given
        connect("ann");
        pipeline.send(Commands.createDirect("ann", "c", "bob"));
        pipeline.send(Commands.send(DIRECT, "bob", "m-1", "before"));
        block("ann", "bob", false);

        // When
        pipeline.send(Commands.send(DIRECT, "bob", "m-2", "hello?"));
        pipeline.send(Commands.send(DIRECT, "bob", "m-3", "hello??"));

        // Then
        assertThat(preview("ann").getText()).isEqualTo("before");
        assertThat(preview("bob").getText()).isEqualTo("hello??");
        Event before = pipeline.values(pipeline.topics().events()).get(1);
        pipeline.send(Commands.delete(before, "bob", "d-1"));
        assertThat(preview("ann")).satisfies(preview -> {
            assertThat(preview.getSequence()).isEqualTo(2);
            assertThat(preview.getText()).isNull();
        });
        block("ann", "bob", true);
        assertThat(preview("ann").getSequence()).isEqualTo(2);
        pipeline.send(Commands.send(DIRECT, "bob", "m-4", "at last"));
        assertThat(preview("ann").getText()).isEqualTo("at last");
    }

    @Example
    void shouldNeitherListNorFindAHiddenConversation() {
        // Given
        connect("ann");
        block("ann", "bob", false);
        pipeline.send(Commands.createDirect("bob", "c", "ann"));

        // When
        ask("ann", 1, new ListPage(null, 50));
        ask("ann", 2, new LookUp(DIRECT));
        block("ann", "bob", true);
        ask("ann", 3, new LookUp(DIRECT));

        // Then
        assertThat(pipeline.values(pipeline.topics().deliveries(new GatewayId("gw-1"))))
                .filteredOn(delivery -> delivery.getBody() instanceof InboxAnswer)
                .extracting(delivery ->
                        ((InboxAnswer) delivery.getBody()).getConversations().size())
                .containsExactly(0, 0, 1);
    }

    @Example
    void shouldPushNothingOfTheBlockedOne() {
        // Given
        pipeline.send(Commands.createDirect("ann", "c", "bob"));
        block("ann", "bob", false);

        // When
        pipeline.send(Commands.send(DIRECT, "bob", "m-1", "hello?"));

        // Then
        assertThat(pushes("ann")).isEmpty();
    }

    @Example
    void shouldForbidWhatTheOneWhoHasBlockedSends() {
        // Given
        SessionView ann = connect("ann");
        pipeline.send(Commands.createDirect("ann", "c", "bob"));
        pipeline.send(Commands.send(DIRECT, "ann", "m-1", "hello"));

        // When: the second is a repeat, which took effect before
        pipeline.send(blocked(Commands.send(DIRECT, "ann", "m-2", "hello")));
        pipeline.send(blocked(Commands.send(DIRECT, "ann", "m-1", "hello")));

        // Then
        assertThat(ann.outcomes()).hasSize(2);
        assertThat(((Refused) ann.outcomes().get(0).getBody()).getCode()).isEqualTo("forbidden");
        assertThat(ann.outcomes().get(1).getBody()).isNotInstanceOf(Refused.class);
    }

    @Example
    void shouldHideADirectConversationUntilTheBlockEnds() {
        // Given
        SessionView ann = connect("ann");
        block("ann", "bob", false);
        int before = ann.delivered().size();

        // When
        pipeline.send(Commands.createDirect("bob", "c", "ann"));
        pipeline.send(Commands.send(DIRECT, "bob", "m-1", "hello?"));

        // Then
        assertThat(ann.delivered()).hasSize(before);
        assertThat(entry(pipeline.connect("ann", "ann-2", "gw-1", 1), DIRECT)).isNull();
        block("ann", "bob", true);
        assertThat(entry(ann, DIRECT)).satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(2);
            assertThat(entry.getPeer()).isEqualTo("bob");
            assertThat(entry.getPreview()).isNull();
        });
        pipeline.send(Commands.send(DIRECT, "bob", "m-2", "at last"));
        assertThat(ann.events()).extracting(Event::getSequence).containsExactly(3L);
    }

    @Example
    void shouldLeaveAtOnceTheGroupThatTheBlockedOnePutsThemInto() {
        // Given
        SessionView ann = connect("ann");
        block("ann", "bob", false);
        int before = ann.delivered().size();

        // When
        pipeline.send(Commands.createGroup(GROUP, "bob", "c", "cid"));
        pipeline.send(Commands.add(GROUP, "bob", "a-1", "ann"));
        pipeline.restart(Applications.USER, 5);
        pipeline.send(Commands.send(GROUP, "bob", "m-1", "hello?"));

        // Then
        List<Event> events = pipeline.values(pipeline.topics().events());
        assertThat(events).hasSize(4);
        assertThat(events.get(2).getSenderId()).isEqualTo("ann");
        assertThat(events.get(2).getBody()).isEqualTo(new Removed(List.of("ann"), null));
        assertThat(ann.delivered().subList(before, ann.delivered().size()))
                .noneMatch(EventDelivery.class::isInstance)
                .noneMatch(OutcomeDelivery.class::isInstance)
                .noneMatch(InboxDelivery.class::isInstance);
        assertThat(entry(pipeline.connect("ann", "ann-2", "gw-1", 1), GROUP)).isNull();
    }

    @Example
    void shouldHideTypingFromThoseWhomTheSignalNames() {
        // Given
        SessionView ann = connect("ann");
        SessionView bob = connect("bob");
        SessionView cid = connect("cid");
        pipeline.send(Commands.createGroup(GROUP, "ann", "c", "bob", "cid"));
        List.of(ann, bob, cid).forEach(session -> pipeline.signal(session, GROUP, new Open()));

        // When
        pipeline.signal(ann, GROUP, new Typing(false, List.of("bob")));

        // Then
        assertThat(bob.delivered()).noneMatch(TypingDelivery.class::isInstance);
        assertThat(cid.delivered()).filteredOn(TypingDelivery.class::isInstance).hasSize(1);
    }

    @Example
    void shouldNameThoseWhoHaveTakenPart() {
        // Given
        SessionView ann = connect("ann");
        SessionView bob = connect("bob");
        pipeline.send(Commands.createGroup(GROUP, "ann", "c", "bob", "cid", "dee"));

        // When
        List<String> atFirst = takenPart(ann);
        pipeline.signal(bob, GROUP, new Read(1L));
        pipeline.send(Commands.send(GROUP, "cid", "m-1", "hello"));

        // Then
        assertThat(atFirst).containsExactly("ann");
        assertThat(takenPart(ann)).containsExactly("ann", "bob", "cid");
    }

    @Example
    void shouldNameOnAStatusWhomItIsHiddenFrom() {
        // Given
        pipeline.live("gw-1", 1);
        connect("ann");
        pipeline.put(pipeline.topics().watches(), "ann", new Watch("ann", "gw-1", 1L, true));
        pipeline.connect("watcher", "watcher-1", "gw-1", 1);

        // When
        block("ann", "bob", false);

        // Then
        assertThat(pipeline.values(pipeline.topics().deliveries(new GatewayId("gw-1"))))
                .last()
                .satisfies(delivery -> assertThat(((PresenceChange) delivery.getBody()).getHiddenFrom())
                        .containsExactly("bob"));
        assertThat(pipeline.values(pipeline.topics().presence()))
                .allSatisfy(change -> assertThat(change.getHiddenFrom()).isEmpty());
    }

    @Example
    void shouldPushNothingOfAMutedConversationUntilTheMuteEnds() {
        // Given
        pipeline.send(Commands.createGroup(GROUP, "bob", "c", "ann"));
        Instant until = pipeline.now().plusSeconds(60);
        pipeline.put(
                pipeline.topics().preferenceChanges(),
                "ann",
                new PreferenceChange("ann", new MuteChange(GROUP, until, false)));

        // When
        pipeline.send(Commands.send(GROUP, "bob", "m-1", "hello"));
        List<Push> meanwhile = pushes("ann");
        pipeline.pass(Duration.ofSeconds(61));
        pipeline.send(Commands.send(GROUP, "bob", "m-2", "hello"));

        // Then
        assertThat(meanwhile).isEmpty();
        assertThat(pushes("ann")).singleElement().satisfies(push -> {
            assertThat(push.getSequence()).isEqualTo(3);
            assertThat(push.getUnread()).isEqualTo(2);
        });
        assertThat(pipeline.values(pipeline.topics().preferences()))
                .last()
                .satisfies(preferences -> assertThat(preferences.getMuted())
                        .extracting(Mute::getConversationId, Mute::getUntil)
                        .containsExactly(tuple(GROUP, until)));
    }

    @Example
    void shouldMuteOnlyWhatTheUserIsAMemberOf() {
        // Given
        pipeline.send(Commands.createGroup(GROUP, "bob", "c"));

        // When
        pipeline.put(
                pipeline.topics().preferenceChanges(),
                "ann",
                new PreferenceChange("ann", new MuteChange(GROUP, null, false)));

        // Then
        assertThat(pipeline.values(pipeline.topics().preferences())).isEmpty();
    }

    private SessionView connect(String user) {
        return pipeline.connect(user, user + "-phone", "gw-1", 1);
    }

    private void block(String user, String other, boolean off) {
        pipeline.put(
                pipeline.topics().preferenceChanges(), user, new PreferenceChange(user, new BlockChange(other, off)));
    }

    private void ask(String user, long requestId, Object body) {
        pipeline.put(
                pipeline.topics().inboxRequests(),
                user,
                new InboxRequest(user, user + "-phone", "gw-1", requestId, body));
    }

    /** As the user's next session gets it. */
    private MessagePreview preview(String user) {
        return entry(pipeline.connect(user, user + "-next", "gw-1", 1), DIRECT).getPreview();
    }

    private List<String> takenPart(SessionView session) {
        pipeline.signal(session, GROUP, new Close());
        pipeline.signal(session, GROUP, new Open());
        return session.delivered().stream()
                .filter(OpenedDelivery.class::isInstance)
                .map(body -> ((OpenedDelivery) body).getTakenPart())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private List<Push> pushes(String user) {
        return pipeline.values(pipeline.topics().pushes()).stream()
                .filter(push -> push.getUserId().equals(user))
                .toList();
    }

    private static InboxEntry entry(SessionView session, String conversationId) {
        return session.delivered().stream()
                .filter(InboxDelivery.class::isInstance)
                .flatMap(body -> ((InboxDelivery) body).getConversations().stream())
                .filter(entry -> entry.getConversationId().equals(conversationId))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    private static Preferences preferences(String user, String... blocked) {
        return new Preferences(user, List.of(blocked), List.of());
    }

    private static Command blocked(Command command) {
        return Command.newBuilder(command).setPeerBlocked(true).build();
    }
}

package io.parley.topologies;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.Expansion;
import io.parley.avro.GatewayChange;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Joining;
import io.parley.avro.Lost;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.avro.Role;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Tick;
import io.parley.runtime.config.Settings;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.servers.RealServers;
import io.parley.topologies.testkit.Commands;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The owner of users, and presence, on a real broker, with users in every partition: what the test driver, which has one
 * task and one clock, can't show.
 */
class RoutingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GROUP = Commands.group(1);
    private static final List<String> USERS =
            IntStream.range(0, 12).mapToObj(number -> "user-" + number).toList();

    private static final long MESSAGES_TO_ALL = 60;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path folder;

    @Test
    void shouldDeliverToUsersInAllPartitionsUntilTheirGatewayEnds() throws Exception {
        try (RealTopics topics = new RealTopics("routing.");
                RealGateway one = new RealGateway(topics, "gw-1", 5);
                RealGateway two = new RealGateway(topics, "gw-2", 6);
                StreamsApplication user = application(Applications.USER, topics)) {
            // Given
            user.start();
            one.live();
            two.live();
            USERS.forEach(one::connect);
            two.connect(USERS.get(0));
            await().atMost(PATIENCE).until(() -> one.handed(InboxDelivery.class).size() == USERS.size());
            await().atMost(PATIENCE).until(() -> two.handed(InboxDelivery.class).size() == 1);

            // When
            decide(one, topics, created());
            decide(one, topics, message(2));

            // Then
            await().atMost(PATIENCE).until(() -> delivered(one, 2).equals(Set.copyOf(USERS)));
            await().atMost(PATIENCE).until(() -> delivered(two, 2).equals(Set.of(USERS.get(0))));
            assertThat(delivered(one, 1)).containsExactlyInAnyOrderElementsOf(USERS);
            assertThat(one.handed(InboxDelivery.class)).hasSize(2 * USERS.size());

            // And after its end a gateway is handed nothing more
            one.die();
            one.put(topics.topics().gateways(), "gw-1", new GatewayChange("gw-1", new Lost(5L)));
            long last = 2;
            do {
                last++;
                int before = two.handed(EventDelivery.class).size();
                decide(two, topics, message(last));
                await().atMost(PATIENCE)
                        .until(() -> two.handed(EventDelivery.class).size() > before);
            } while (!delivered(one, last).isEmpty() && last < 1_000);
            assertThat(delivered(two, last)).containsExactly(USERS.get(0));
        }
    }

    @Test
    void shouldPublishOfflineWithinFiveSecondsWhenAGatewayDies() throws Exception {
        try (RealTopics topics = new RealTopics("presence.");
                RealGateway dying = new RealGateway(topics, "gw-1", 5);
                RealGateway watching = new RealGateway(topics, "gw-2", 6);
                RealTopics.Reader<PresenceChange> changes =
                        topics.read(topics.topics().presence());
                RealTopics.Reader<GatewayChange> leases =
                        topics.read(topics.topics().gateways());
                StreamsApplication presence = application(Applications.PRESENCE, topics)) {
            // Given
            presence.start();
            dying.live();
            watching.live();
            USERS.forEach(dying::connect);
            USERS.forEach(watching::watch);
            await().atMost(PATIENCE)
                    .until(() -> users(watching, PresenceStatus.ONLINE).size() == USERS.size());
            await().atMost(PATIENCE).until(() -> ticks(leases).size() >= 5);
            long offlineBefore = count(watching, PresenceStatus.OFFLINE);

            // When
            dying.die();
            Instant death = Instant.now();
            await().atMost(PATIENCE)
                    .until(() -> count(watching, PresenceStatus.OFFLINE) >= offlineBefore + USERS.size());

            // Then
            Duration taken = Duration.between(death, Instant.now());
            // A machine too busy to tick pauses the judge, who then rightly waits longer.
            assertThat(taken).isLessThan(isSteady(ticks(leases)) ? Duration.ofSeconds(5) : PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> changes.poll().stream()
                                    .filter(change -> change.value().getStatus() == PresenceStatus.OFFLINE)
                                    .count()
                            >= USERS.size());
            assertThat(changes.poll())
                    .allMatch(change ->
                            change.partition() == topics.topics().presence().partitionOf(change.key()));
        }
    }

    @Test
    void shouldHoldNobodyUpWhenAGatewaysTopicIsMissing() throws Exception {
        try (RealTopics topics = new RealTopics("missing.");
                RealGateway there = new RealGateway(topics, "gw-1", 5);
                StreamsApplication user = application(Applications.USER, topics)) {
            // Given
            user.start();
            there.live();
            USERS.forEach(there::connect);
            await().atMost(PATIENCE)
                    .until(() -> there.handed(InboxDelivery.class).size() == USERS.size());
            decide(there, topics, created());
            for (String userId : USERS) {
                there.put(
                        topics.topics().sessions(),
                        userId,
                        SessionChange.newBuilder()
                                .setUserId(userId)
                                .setSessionId("elsewhere-" + userId)
                                .setGatewayId("gw-gone")
                                .setEpoch(1)
                                .setChange(SessionState.CONNECTED)
                                .build());
            }

            // When
            for (long sequence = 2; sequence <= MESSAGES_TO_ALL; sequence++) {
                decide(there, topics, message(sequence));
            }

            // Then: each record on its own would wait for 2 s, which makes minutes
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(delivered(there, MESSAGES_TO_ALL)).containsExactlyInAnyOrderElementsOf(USERS));
            assertThat(givenUp()).isGreaterThan(2.0 * USERS.size());
        }
    }

    @Test
    void shouldHandOnAtOnceAndChangeNothingWhenWhatWasAbortedComesAgain() throws Exception {
        try (RealTopics topics = new RealTopics("ahead.");
                RealGateway gateway = new RealGateway(topics, "gw-1", 5);
                StreamsApplication user = application(Applications.USER, topics)) {
            // Given
            user.start();
            gateway.live();
            USERS.forEach(gateway::connect);
            await().atMost(PATIENCE)
                    .until(() -> gateway.handed(InboxDelivery.class).size() == USERS.size());

            // When a conversation's owner has decided and can't commit
            try (RealTopics.Transaction dying = topics.begin("ahead-conversation")) {
                expanded(topics, created())
                        .forEach(expansion -> dying.put(topics.topics().expansions(), GROUP, expansion));
                expanded(topics, message(2))
                        .forEach(expansion -> dying.put(topics.topics().expansions(), GROUP, expansion));

                // Then
                await().atMost(PATIENCE).until(() -> delivered(gateway, 2).equals(Set.copyOf(USERS)));
                dying.abort();
            }

            // And when the next one comes to the same decisions
            try (RealTopics.Transaction next = topics.begin("ahead-conversation")) {
                expanded(topics, created())
                        .forEach(expansion -> next.put(topics.topics().expansions(), GROUP, expansion));
                expanded(topics, message(2))
                        .forEach(expansion -> next.put(topics.topics().expansions(), GROUP, expansion));
                expanded(topics, message(3))
                        .forEach(expansion -> next.put(topics.topics().expansions(), GROUP, expansion));
                next.commit();
            }

            // Then
            await().atMost(PATIENCE).until(() -> delivered(gateway, 3).equals(Set.copyOf(USERS)));
            assertThat(gateway.handed(EventDelivery.class).stream().map(EventDelivery::getEvent))
                    .containsOnly(created(), message(2), message(3));
            gateway.connect(USERS.get(1));
            await().atMost(PATIENCE).until(() -> inbox(gateway, USERS.get(1)).size() == 1);
            InboxEntry entry = inbox(gateway, USERS.get(1)).get(0);
            assertThat(entry.getHead()).isEqualTo(3);
            assertThat(entry.getUnread()).isEqualTo(2);
        }
    }

    /** The entries of the last whole answer to a connect of this user. */
    private static List<InboxEntry> inbox(RealGateway gateway, String userId) {
        List<InboxDelivery> answers = gateway.handed(InboxDelivery.class).stream()
                .filter(answer -> answer.getWhole() && answer.getUserId().equals(userId))
                .toList();
        return answers.get(answers.size() - 1).getConversations();
    }

    private double givenUp() {
        return meters.get("parley.streams.records.given.up")
                .tag("topic", "deliveries")
                .counter()
                .count();
    }

    private StreamsApplication application(Application application, RealTopics topics) {
        return new StreamsApplication(
                application,
                Settings.of(topics.settings(folder.resolve(application.name()).toString()), application.keys()),
                new HttpSchemaRegistry(RegistryConfig.of(RealServers.get().registryUrl())),
                meters);
    }

    private static Set<String> delivered(RealGateway gateway, long sequence) {
        return gateway.handed(EventDelivery.class).stream()
                .filter(delivery -> delivery.getEvent().getSequence() == sequence)
                .flatMap(delivery -> delivery.getUserIds().stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> users(RealGateway gateway, PresenceStatus status) {
        return gateway.handed(PresenceChange.class).stream()
                .filter(change -> change.getStatus() == status)
                .map(PresenceChange::getUserId)
                .collect(Collectors.toSet());
    }

    private static long count(RealGateway gateway, PresenceStatus status) {
        return gateway.handed(PresenceChange.class).stream()
                .filter(change -> change.getStatus() == status)
                .count();
    }

    private static List<Long> ticks(RealTopics.Reader<GatewayChange> gateways) {
        return gateways.poll().stream()
                .filter(record -> record.value().getBody() instanceof Tick)
                .map(ConsumerRecord::timestamp)
                .toList();
    }

    private static boolean isSteady(List<Long> ticks) {
        return IntStream.range(1, ticks.size()).allMatch(i -> ticks.get(i) - ticks.get(i - 1) <= 1_500);
    }

    /** Writes what the owner of the conversation makes of an event. */
    private static void decide(RealGateway gateway, RealTopics topics, Event event) {
        expanded(topics, event).forEach(expansion -> gateway.put(topics.topics().expansions(), GROUP, expansion));
    }

    /** One record for each partition of users. */
    private static List<Expansion> expanded(RealTopics topics, Event event) {
        Map<Integer, List<String>> recipients = USERS.stream()
                .collect(Collectors.groupingBy(topics.topics().expansions()::partitionOf, TreeMap::new, toList()));
        return recipients.entrySet().stream()
                .map(users -> new Expansion(
                        users.getKey(),
                        new ExpandedEvent(event, users.getValue(), joining(event, users.getValue()), false)))
                .toList();
    }

    private static Joining joining(Event event, List<String> userIds) {
        return event.getBody() instanceof Created created
                ? new Joining(userIds, created.getKind(), created.getTitle(), false)
                : null;
    }

    private static Event created() {
        List<Member> members =
                USERS.stream().map(userId -> new Member(userId, Role.MEMBER)).toList();
        return event(1, new Created(ConversationKind.GROUP, members, null));
    }

    private static Event message(long sequence) {
        return event(sequence, new Message("hello", "text/plain", false, null));
    }

    private static Event event(long sequence, Object body) {
        return new Event(
                GROUP,
                sequence,
                "id-" + sequence,
                USERS.get(0),
                Instant.ofEpochSecond(1_700_000_000L + sequence),
                body);
    }
}

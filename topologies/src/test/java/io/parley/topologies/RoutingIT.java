package io.parley.topologies;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.GatewayChange;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Lost;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.avro.Role;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Tick;
import io.parley.schemas.HttpSchemaRegistry;
import io.parley.schemas.RegistryConfig;
import io.parley.schemas.config.Settings;
import io.parley.servers.RealServers;
import io.parley.topologies.testkit.Commands;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Delivery and presence on a real broker, with users in every partition: what the test driver, which has one task and one
 * clock, can't show.
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
                StreamsApplication delivery = application(Applications.DELIVERY, topics)) {
            // Given
            delivery.start();
            one.live();
            two.live();
            USERS.forEach(one::connect);
            two.connect(USERS.get(0));
            await().atMost(PATIENCE).until(() -> one.handed(InboxDelivery.class).size() == USERS.size());
            await().atMost(PATIENCE).until(() -> two.handed(InboxDelivery.class).size() == 1);

            // When
            one.put(topics.topics().events(), GROUP, created());
            one.put(topics.topics().events(), GROUP, message(2));

            // Then
            await().atMost(PATIENCE).until(() -> told(one, 2).equals(Set.copyOf(USERS)));
            await().atMost(PATIENCE).until(() -> told(two, 2).equals(Set.of(USERS.get(0))));
            assertThat(told(one, 1)).containsExactlyInAnyOrderElementsOf(USERS);
            assertThat(one.handed(InboxDelivery.class)).hasSize(2 * USERS.size());

            // And after its end a gateway is handed nothing more
            one.die();
            one.put(topics.topics().gateways(), "gw-1", new GatewayChange("gw-1", new Lost(5L)));
            long last = 2;
            do {
                last++;
                int before = two.handed(EventDelivery.class).size();
                two.put(topics.topics().events(), GROUP, message(last));
                await().atMost(PATIENCE)
                        .until(() -> two.handed(EventDelivery.class).size() > before);
            } while (!told(one, last).isEmpty() && last < 1_000);
            assertThat(told(two, last)).containsExactly(USERS.get(0));
        }
    }

    @Test
    void shouldSayOfflineWithinFiveSecondsWhenAGatewayDies() throws Exception {
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
                StreamsApplication delivery = application(Applications.DELIVERY, topics)) {
            // Given
            delivery.start();
            there.live();
            USERS.forEach(there::connect);
            await().atMost(PATIENCE)
                    .until(() -> there.handed(InboxDelivery.class).size() == USERS.size());
            there.put(topics.topics().events(), GROUP, created());
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
                there.put(topics.topics().events(), GROUP, message(sequence));
            }

            // Then: each record on its own would wait for 2 s, which makes minutes
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(told(there, MESSAGES_TO_ALL)).containsExactlyInAnyOrderElementsOf(USERS));
            assertThat(givenUp()).isGreaterThan(2.0 * USERS.size());
        }
    }

    @Test
    void shouldHandOnAtOnceAndChangeNothingWhenWhatWasAbortedComesAgain() throws Exception {
        try (RealTopics topics = new RealTopics("ahead.");
                RealGateway gateway = new RealGateway(topics, "gw-1", 5);
                StreamsApplication delivery = application(Applications.DELIVERY, topics)) {
            // Given
            delivery.start();
            gateway.live();
            USERS.forEach(gateway::connect);
            await().atMost(PATIENCE)
                    .until(() -> gateway.handed(InboxDelivery.class).size() == USERS.size());

            // When a sequencer has decided and can't commit
            try (RealTopics.Transaction dying = topics.begin("ahead-sequencer")) {
                dying.put(topics.topics().events(), GROUP, created());
                dying.put(topics.topics().events(), GROUP, message(2));

                // Then
                await().atMost(PATIENCE).until(() -> told(gateway, 2).equals(Set.copyOf(USERS)));
                dying.abort();
            }

            // And when the next one comes to the same decisions
            try (RealTopics.Transaction next = topics.begin("ahead-sequencer")) {
                next.put(topics.topics().events(), GROUP, created());
                next.put(topics.topics().events(), GROUP, message(2));
                next.put(topics.topics().events(), GROUP, message(3));
                next.commit();
            }

            // Then
            await().atMost(PATIENCE).until(() -> told(gateway, 3).equals(Set.copyOf(USERS)));
            assertThat(gateway.handed(EventDelivery.class).stream().map(EventDelivery::getEvent))
                    .containsOnly(created(), message(2), message(3));
            gateway.connect(USERS.get(1));
            await().atMost(PATIENCE).until(() -> inbox(gateway, USERS.get(1)).size() == 1);
            InboxEntry entry = inbox(gateway, USERS.get(1)).get(0);
            assertThat(entry.getHead()).isEqualTo(3);
            assertThat(entry.getUnread()).isEqualTo(2);
        }
    }

    /** What the last whole answer to a connect of this user held. */
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

    private static Set<String> told(RealGateway gateway, long sequence) {
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

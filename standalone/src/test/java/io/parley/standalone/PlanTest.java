package io.parley.standalone;

import io.parley.connectors.ConnectorConfig;
import io.parley.connectors.redis.RedisSettings;
import io.parley.examples.activity.ActivityApplication;
import io.parley.gateway.GatewaySettings;
import io.parley.gateway.LimitSettings;
import io.parley.gateway.TokenSettings;
import io.parley.history.ContactPoint;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.schemas.Topic;
import io.parley.servers.CassandraServer;
import io.parley.topologies.Application;
import io.parley.topologies.ApplicationSettings;
import io.parley.topologies.Applications;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanTest {

    private static final Path STATE_DIR = Path.of("/data/streams");
    private static final String SECRET = "made-up-for-this-test-and-32-bytes-or-more";
    private static final Map<SettingKey<?>, String> SERVERS = Map.of(
            InstallationSettings.BOOTSTRAP_SERVERS, "127.0.0.1:1",
            InstallationSettings.REGISTRY_URL, "http://127.0.0.1:2/apis/ccompat/v7",
            HistorySettings.CONTACT_POINTS, "127.0.0.1:3",
            HistorySettings.LOCAL_DATACENTER, CassandraServer.DATACENTER,
            RedisSettings.URL, "redis://127.0.0.1:4");

    private final StandaloneConfig nothingChosen = new StandaloneConfig(Path.of("data"), Map.of(), List.of());

    @Test
    void shouldNameEachPartAfterThoseThatItNeeds() {
        // Given
        Plan plan = plan(nothingChosen);

        // When
        Map<String, Set<String>> order = plan.order();

        // Then
        assertThat(order.keySet()).containsAll(Plan.NAMES).contains("conversation", "user", "presence");
        Set<String> before = new HashSet<>();
        order.forEach((part, after) -> {
            assertThat(before).as(part).containsAll(after);
            before.add(part);
        });
    }

    @Test
    void shouldRunApplicationOfOnesOwnWithItsTopicsAndSettings() {
        // Given
        StandaloneConfig config = new StandaloneConfig(
                Path.of("data"), Map.of("activity.lateness", "1m"), List.of(ActivityApplication.ACTIVITY));

        // When
        Plan plan = plan(config);

        // Then
        assertThat(plan.order()).containsKey(ActivityApplication.ACTIVITY.name());
        assertThat(plan.applications()).containsKey(ActivityApplication.ACTIVITY);
        assertThat(plan.topics())
                .extracting(Topic::name)
                .hasSizeGreaterThan(plan(nothingChosen).topics().size());
    }

    @Test
    void shouldTakeForGrantedWhatOneMachineNeedsWhenNothingIsChosen() {
        // When
        Plan plan = plan(nothingChosen);

        // Then
        var conversation = plan.applications().get(Applications.CONVERSATION);
        assertThat(conversation.get(ApplicationSettings.STATE_DIR)).isEqualTo(STATE_DIR);
        assertThat(conversation.find(ApplicationSettings.GROUP_INSTANCE_ID)).contains("standalone");
        assertThat(conversation.get(ApplicationSettings.STOP_WHEN_FROZEN)).isFalse();
        assertThat(conversation.get(ApplicationSettings.ROCKSDB_MEMORY)).isEqualTo(32L << 20);
        assertThat(conversation.get(InstallationSettings.REPLICATION)).isEqualTo(1);
        assertThat(plan.gateway().auth().devTokens()).isPresent();
        assertThat(plan.gateway().ports().clients().allowedOrigins()).containsExactly("loopback");
    }

    @Test
    void shouldPreferWhatIsChosenToWhatIsTakenForGranted() {
        // When
        Plan plan = plan(nothingChosen
                .with(ApplicationSettings.ROCKSDB_MEMORY.name(), "8MiB")
                .with(GatewaySettings.ALLOWED_ORIGINS.name(), "https://chat.example"));

        // Then
        assertThat(plan.applications().get(Applications.USER).get(ApplicationSettings.ROCKSDB_MEMORY))
                .isEqualTo(8L << 20);
        assertThat(plan.gateway().ports().clients().allowedOrigins()).containsExactly("https://chat.example");
    }

    @Test
    void shouldLimitClientsOnlyWhenAskedTo() {
        // When
        Plan unlimited = plan(nothingChosen);
        Plan limited = plan(nothingChosen.with(StandaloneSettings.LIMITS.name(), "true"));
        Plan chosen = plan(nothingChosen.with(LimitSettings.COMMANDS_PER_SECOND_PER_USER.name(), "7"));

        // Then
        assertThat(unlimited.gateway().limits().clients().commandsPerSecondPerUser())
                .isZero();
        assertThat(limited.gateway().limits().clients().commandsPerSecondPerUser())
                .isEqualTo(50);
        assertThat(limited.gateway().limits().connections().connectsPerMinute()).isEqualTo(120);
        assertThat(chosen.gateway().limits().clients().commandsPerSecondPerUser())
                .isEqualTo(7);
    }

    @Test
    void shouldPreferWhereTheServersAreToWhatIsChosen() {
        // When
        Plan plan = plan(nothingChosen.with(InstallationSettings.BOOTSTRAP_SERVERS.name(), "elsewhere:9092"));

        // Then
        assertThat(plan.brokers().bootstrapServers()).isEqualTo("127.0.0.1:1");
        assertThat(plan.connect().bootstrapServers()).isEqualTo("127.0.0.1:1");
        assertThat(plan.store().connection().contactPoints())
                .extracting(ContactPoint::toString)
                .containsExactly("127.0.0.1:3");
        assertThat(plan.sinks()).extracting(ConnectorConfig::name).hasSize(2);
        assertThat(Plan.DECIDED)
                .containsAll(SERVERS.keySet())
                .contains(InstallationSettings.KAFKA_CLIENT)
                .containsAll(InstallationSettings.REGISTRY_ACCESS);
    }

    @Test
    void shouldMakeUpTheSecretsThatNobodyChose() {
        // When
        Plan madeUp = plan(nothingChosen);
        Plan chosen = plan(nothingChosen.with(TokenSettings.DEV_TOKENS_CODE.name(), "chosen-by-somebody"));
        Plan open = plan(nothingChosen.with(StandaloneSettings.OPEN_TOKENS.name(), "true"));
        Plan none = plan(nothingChosen.with(TokenSettings.DEV_TOKENS.name(), "false"));

        // Then
        assertThat(madeUp.tokenCode()).contains(SECRET);
        assertThat(chosen.tokenCode()).contains("chosen-by-somebody");
        assertThat(open.tokenCode()).isEmpty();
        assertThat(none.tokenCode()).isEmpty();
    }

    @Test
    void shouldStartEveryPartAgainButTheBroker() {
        // Given
        Plan plan = plan(nothingChosen);

        // When // Then
        assertThat(plan.order().keySet())
                .filteredOn(part -> plan.restarts(part) == 0)
                .containsExactly(Plan.BROKER);
    }

    @Test
    void shouldNameTheSettingWhenItIsInvalid() {
        assertThatThrownBy(() -> plan(nothingChosen.with(GatewaySettings.PORT.name(), "many")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gateway.port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"standalone.limits", "standalone.open-tokens"})
    void shouldNotTakeAnInvalidFlagForFalse(String flag) {
        assertThatThrownBy(() -> plan(nothingChosen.with(flag, "yes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(flag)
                .hasMessageContaining("yes");
    }

    @Test
    void shouldGiveEveryApplicationItsOwnSettings() {
        // When
        Map<Application, ?> applications = plan(nothingChosen).applications();

        // Then
        assertThat(applications.keySet()).containsExactlyElementsOf(Applications.NEEDED);
    }

    private static Plan plan(StandaloneConfig config) {
        return Plan.of(config, SERVERS, STATE_DIR, Path.of("admin-tokens"), SECRET, () -> SECRET);
    }
}

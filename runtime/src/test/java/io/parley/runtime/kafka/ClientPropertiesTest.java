package io.parley.runtime.kafka;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which properties of Kafka's clients an installation chooses, and which it can't. */
class ClientPropertiesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "security.protocol",
                "sasl.mechanism",
                "sasl.jaas.config",
                "sasl.login.callback.handler.class",
                "sasl.client.callback.handler.class",
                "sasl.oauthbearer.token.endpoint.url",
                "ssl.truststore.location",
                "ssl.truststore.certificates",
                "ssl.keystore.key",
                "ssl.endpoint.identification.algorithm",
                "ssl.engine.factory.vault.path",
                "client.rack",
                "client.dns.lookup",
                "connections.max.idle.ms",
                "config.providers",
                "config.providers.vault.class",
                "metric.reporters"
            })
    void shouldTakeWhatEncryptsAndLogsIn(String property) {
        assertThat(ClientProperties.objection(property)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks",
                "enable.idempotence",
                "isolation.level",
                "key.serializer",
                "value.serializer",
                "key.deserializer",
                "value.deserializer",
                "group.id",
                "group.instance.id",
                "transactional.id",
                "bootstrap.servers",
                "auto.offset.reset",
                "max.in.flight.requests.per.connection",
                "linger.ms"
            })
    void shouldRefuseWhatGuaranteesRestOn(String property) {
        assertThat(ClientProperties.objection(property))
                .hasValueSatisfying(expected -> assertThat(expected).contains("Parley sets " + property));
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer.acks", "main.consumer.isolation.level", "num.stream.threads", "listeners"})
    void shouldRefuseWhatNoClientKnows(String property) {
        assertThat(ClientProperties.objection(property))
                .hasValueSatisfying(expected -> assertThat(expected).contains("that all of Kafka's clients have"));
    }

    @ParameterizedTest
    @CsvSource({
        "security.protocl, security.protocol",
        "securiyt.protocol, security.protocol",
        "security_protocol, security.protocol",
        "sasl.mechanisms, sasl.mechanism",
        "ssl.trustore.location, ssl.truststore.location"
    })
    void shouldGuessWhatIsMeantWhenANameIsNearlyOne(String property, String meant) {
        assertThat(ClientProperties.objection(property))
                .hasValueSatisfying(expected -> assertThat(expected).endsWith("did you mean " + meant + "?"));
    }

    @ParameterizedTest
    @CsvSource({
        "sasl.jaas.config, true",
        "ssl.keystore.password, true",
        "ssl.keystore.key, true",
        "ssl.key.password, true",
        "sasl.oauthbearer.client.credentials.client.secret, true",
        "sasl.my.vault.secret, true",
        "security.protocol, false",
        "ssl.truststore.location, false",
        "client.rack, false"
    })
    void shouldKnowWhatIsNeverShown(String property, boolean secret) {
        assertThat(ClientProperties.isSecret(property)).isEqualTo(secret);
    }
}

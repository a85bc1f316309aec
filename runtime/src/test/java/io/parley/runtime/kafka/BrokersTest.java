package io.parley.runtime.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import javax.security.auth.login.LoginException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BrokersTest {

    private final Brokers brokers =
            new Brokers("broker:9093", Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", "hush"));

    @Test
    void shouldBeginEveryClientWithTheSameProperties() {
        assertThat(brokers.properties(Map.of("acks", "all")))
                .containsOnly(
                        Map.entry("bootstrap.servers", "broker:9093"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.jaas.config", "hush"),
                        Map.entry("acks", "all"));
    }

    @Test
    void shouldReachTheClientsOfConnectorsToo() {
        assertThat(brokers.workerProperties())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("producer.security.protocol", "SASL_SSL")
                .containsEntry("consumer.security.protocol", "SASL_SSL")
                .containsEntry("admin.sasl.jaas.config", "hush");
    }

    @Test
    void shouldShowNoSecret() {
        assertThat(brokers).hasToString("broker:9093");
    }

    @Test
    void shouldSayWhatIsExpectedWhenThereIsNoAddress() {
        assertThatThrownBy(() -> Brokers.at(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kafka.bootstrap-servers: blank (expected: host:port)");
    }

    @Test
    void shouldFindTheRefusalAmongTheCauses() {
        // When
        var login = BrokersRefuseException.in(
                new ExecutionException(new SaslAuthenticationException("invalid\ncredentials")), brokers, "to read");
        var rights = BrokersRefuseException.in(
                new ExecutionException(new TopicAuthorizationException(Set.of("t"))), brokers, "to read topic t");
        var token = BrokersRefuseException.in(
                new KafkaException("no client", new LoginException("HTTP 401\n\tat somewhere")), brokers, "to read");
        var away = BrokersRefuseException.in(new ExecutionException(new TimeoutException("late")), brokers, "to read");

        // Then
        assertThat(login)
                .hasValueSatisfying(refusal -> assertThat(refusal.getMessage())
                        .startsWith("the brokers at broker:9093 refuse the login of this process")
                        .contains("invalid")
                        .doesNotContain("\n"));
        assertThat(rights)
                .hasValueSatisfying(refusal -> assertThat(refusal.getMessage())
                        .startsWith("the brokers at broker:9093 don't allow this process to read topic t"));
        assertThat(token)
                .hasValueSatisfying(refusal -> assertThat(refusal.getMessage())
                        .startsWith(
                                "the brokers at broker:9093 weren't asked, since this process can't get what it logs in")
                        .contains("HTTP 401")
                        .doesNotContain("\n"));
        assertThat(away).isEmpty();
    }
}

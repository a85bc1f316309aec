package io.parley.resilience.layout;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ExtentTest {

    private static final ComposeFile COMPOSE =
            ComposeFile.read(Path.of("..", "docker-compose.yml"), Map.of("PARLEY_TOKEN_SECRET", "secret"));

    @Test
    void shouldRunOneOfEachButBothGatewaysWhenSmall() {
        assertThat(Extent.SMALL.of("gateway", COMPOSE.services("gateway"))).containsExactly("gateway-1", "gateway-2");
        assertThat(Extent.SMALL.of("connect", COMPOSE.services("connect"))).containsExactly("connect-1");
        assertThat(Extent.SMALL.of("user", COMPOSE.services("user"))).containsExactly("user-1");
    }

    @Test
    void shouldRunAllWhenWhole() {
        assertThat(Extent.WHOLE.of("user", COMPOSE.services("user"))).containsExactly("user-1", "user-2");
        assertThat(Extent.WHOLE.settings()).isEmpty();
    }

    @Test
    void shouldChangeOnlyWhatTheFileSets() {
        assertThat(COMPOSE.environment("conversation-1"))
                .containsKeys(Extent.SMALL.settings().keySet().toArray(String[]::new));
    }
}

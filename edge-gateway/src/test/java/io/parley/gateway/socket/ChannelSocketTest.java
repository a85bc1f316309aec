package io.parley.gateway.socket;

import io.netty.channel.embedded.EmbeddedChannel;
import io.parley.gateway.session.CloseReason;
import io.parley.gateway.session.Pause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChannelSocketTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ChannelSocket socket = new ChannelSocket(channel);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldReadAgainOnlyWhenNoReasonIsLeft() {
        // Given
        socket.pause(Pause.RATE);
        socket.pause(Pause.REGISTRATION);
        socket.pause(Pause.RATE);

        // When
        socket.resume(Pause.RATE);
        socket.resume(Pause.RATE);

        // Then
        assertThat(socket.isReading()).isFalse();
        assertThat(channel.config().isAutoRead()).isFalse();
        socket.resume(Pause.REGISTRATION);
        assertThat(socket.isReading()).isTrue();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void shouldNotSeemToBeReadSlowlyWhenTheConnectionIsGone() {
        // When
        channel.close().syncUninterruptibly();

        // Then
        assertThat(channel.isWritable()).isFalse();
        assertThat(socket.isWritable()).isTrue();
    }

    @Test
    void shouldReadTheClientsAnswerToItsCloseWhateverTheReasonsNotTo() {
        // Given
        socket.pause(Pause.RATE);

        // When
        socket.close(CloseReason.TOO_MANY);
        socket.pause(Pause.REGISTRATION);

        // Then
        assertThat(socket.isReading()).isTrue();
        assertThat(channel.config().isAutoRead()).isTrue();
    }
}

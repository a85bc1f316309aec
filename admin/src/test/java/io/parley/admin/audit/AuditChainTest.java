package io.parley.admin.audit;

import io.parley.admin.audit.AuditFinding.Kind;
import io.parley.avro.AuditRecord;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuditChainTest {

    private static final byte[] FIRST = bytes("value of the first");
    private static final byte[] SECOND = bytes("value of the second");
    private static final byte[] THIRD = bytes("value of the third");

    private final AuditChain chain = new AuditChain();

    @Test
    void shouldFindNothingWhenEachRecordFollowsTheOneBefore() {
        // When
        follow(0, FIRST, 1, Digest.NONE);
        follow(2, SECOND, 2, Digest.ofValue(FIRST));
        follow(4, THIRD, 3, Digest.ofValue(SECOND));

        // Then
        assertThat(chain.findings()).isEmpty();
        assertThat(chain.head()).isEqualTo(new ChainHead(3, Digest.ofValue(THIRD)));
    }

    @Test
    void shouldFindAChange() {
        // When
        follow(0, bytes("another value of the first"), 1, Digest.NONE);
        follow(2, SECOND, 2, Digest.ofValue(FIRST));

        // Then
        assertThat(chain.findings()).extracting(AuditFinding::kind).containsExactly(Kind.CHANGE);
        assertThat(chain.findings().get(0).offset()).isEqualTo(2);
    }

    @Test
    void shouldFindAGap() {
        // When
        follow(0, FIRST, 1, Digest.NONE);
        follow(4, THIRD, 3, Digest.ofValue(SECOND));

        // Then
        assertThat(chain.findings()).extracting(AuditFinding::kind).containsExactly(Kind.GAP);
        assertThat(chain.findings().get(0).detail()).contains("1 missing");
    }

    @Test
    void shouldFindAGapWhenTheBeginningIsGone() {
        // When
        follow(2, SECOND, 2, Digest.ofValue(FIRST));

        // Then
        assertThat(chain.findings()).extracting(AuditFinding::kind).containsExactly(Kind.GAP);
    }

    @Test
    void shouldFindAForkAndGoOnWithWhatWasThereFirst() {
        // When
        follow(0, FIRST, 1, Digest.NONE);
        follow(2, SECOND, 2, Digest.ofValue(FIRST));
        follow(4, bytes("another second"), 2, Digest.ofValue(FIRST));
        follow(6, THIRD, 3, Digest.ofValue(SECOND));

        // Then
        assertThat(chain.findings()).extracting(AuditFinding::kind).containsExactly(Kind.FORK);
        assertThat(chain.head().sequence()).isEqualTo(3);
    }

    @Test
    void shouldFindWhatIsNoRecord() {
        // When
        chain.follow(0, bytes("rubbish"), Optional.empty());

        // Then
        assertThat(chain.findings()).extracting(AuditFinding::kind).containsExactly(Kind.UNREADABLE);
    }

    @Test
    void shouldReadAHeadThatItHasWritten() {
        // Given
        ChainHead head = new ChainHead(17, Digest.ofValue(FIRST));

        // Then
        assertThat(ChainHead.parse(head.toString())).isEqualTo(head);
        assertThatThrownBy(() -> ChainHead.parse("17")).hasMessageContaining("expected: a sequence");
        assertThatThrownBy(() -> ChainHead.parse("17:00")).hasMessageContaining("expected: a sequence");
        assertThatThrownBy(() -> ChainHead.parse("x:" + Digest.ofValue(FIRST)))
                .hasMessageContaining("expected: a sequence");
    }

    private void follow(long offset, byte[] value, long sequence, Digest previous) {
        chain.follow(
                offset,
                value,
                Optional.of(new AuditRecord(
                        sequence,
                        ByteBuffer.wrap(previous.bytes()),
                        Instant.EPOCH,
                        "ann",
                        "operator",
                        "127.0.0.1",
                        "suspend",
                        "user:alice",
                        "spam",
                        Map.of())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.parley.runtime.deadletter;

import io.parley.avro.DeadLetter;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

class DeadRecordTest {

    /** What producers send at most by default, envelope included. */
    private static final int LARGEST_REQUEST = 1024 * 1024;

    private final Topics topics = new Topics(CatalogueConfig.small());
    private final AvroSerdes serdes = new AvroSerdes(new LocalSchemaRegistry());

    @Test
    void shouldKeepARecordWholeWhenItIsOfTheUsualSize() {
        // Given
        byte[] key = "key".getBytes(StandardCharsets.UTF_8);

        // When
        DeadLetter letter = new DeadRecord("parley.events", 2, 7, key, null)
                .letter("conversation", new IllegalArgumentException("of no use"), Keeping.MOST);

        // Then
        assertThat(letter)
                .isEqualTo(new DeadLetter(
                        "parley.events", 2, 7L, "conversation", "of no use", ByteBuffer.wrap(key), null, 3, -1));
    }

    @Test
    void shouldSayWhatIsLackingWhenSomethingIsCut() {
        // Given
        byte[] value = new byte[600 * 1024];
        Arrays.fill(value, (byte) 'x');

        // When
        DeadLetter letter = new DeadRecord("t", 0, 0, new byte[70_000], value)
                .letter("a", new IllegalArgumentException("r".repeat(5_000)), Keeping.MOST);

        // Then
        assertThat(letter.getValue().remaining()).isEqualTo(512 * 1024);
        assertThat(letter.getValue().get(0)).isEqualTo((byte) 'x');
        assertThat(letter.getValueSize()).isEqualTo(614_400);
        assertThat(letter.getKeySize()).isEqualTo(70_000);
        assertThat(letter.getReason())
                .startsWith("rrr")
                .endsWith("(cut: reason 4096 of 5000 characters kept, key 65536 of 70000 bytes kept,"
                        + " value 524288 of 614400 bytes kept)");
    }

    @Test
    void shouldKeepNothingOfTheContentsWhenThePlaceAloneIsKept() {
        // When
        DeadLetter letter = new DeadRecord("t", 3, 9, new byte[1], new byte[2])
                .letter("a", new IllegalArgumentException("why"), Keeping.PLACE);

        // Then
        assertThat(letter.getKey()).isNull();
        assertThat(letter.getValue()).isNull();
        assertThat(letter.getPartition()).isEqualTo(3);
        assertThat(letter.getOffset()).isEqualTo(9);
        assertThat(letter.getReason()).isEqualTo("why (cut: key 0 of 1 bytes kept, value 0 of 2 bytes kept)");
    }

    @ParameterizedTest
    @EnumSource
    void shouldFitIntoARecordWhateverWasFound(Keeping keeping) {
        // Given a record as large as a producer sends one, and a reason that repeats it
        String longestName = "t".repeat(249);
        byte[] whole = new byte[LARGEST_REQUEST - 100];
        String reason = "\u20ac".repeat(LARGEST_REQUEST);

        // When
        DeadLetter letter = new DeadRecord(longestName, Integer.MAX_VALUE, Long.MAX_VALUE, whole, whole)
                .letter("gateway " + "g".repeat(64), new IllegalArgumentException(reason), keeping);

        // Then
        byte[] key = serdes.key().serializer().serialize("parley.dead-letters", longestName);
        byte[] value = serdes.value(topics.deadLetters()).serializer().serialize("parley.dead-letters", letter);
        assertThat(value).hasSizeLessThanOrEqualTo(keeping.largest());
        assertThat(AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, key, value, new Header[0]))
                .isLessThan(LARGEST_REQUEST);
    }

    @Test
    void shouldCutNoCharacterInTwoWhenAReasonIsCut() {
        // Given a character of two halves across the bound
        String reason = "r".repeat(255) + "\uD83D\uDE00";

        // When
        DeadLetter letter =
                new DeadRecord("t", 0, 0, null, null).letter("a", new IllegalArgumentException(reason), Keeping.PLACE);

        // Then
        assertThat(letter.getReason()).isEqualTo("r".repeat(255) + " (cut: reason 255 of 257 characters kept)");
    }
}

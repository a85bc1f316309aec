package io.parley.push.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.push.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class JsonTextTest {

    private static final String ALPHABET = "a\"\\\b\t\n\f\r\u0000\u0007\u001f\u007fäß€\u2028😀🏳️‍🌈漢";

    @ParameterizedTest
    @ValueSource(strings = {"", "Lunch?", "\"\\", "\u0001\u001f", "\b\t\n\f\r", "\u007f", "äß", "€漢\u2028", "😀"})
    void shouldCountWhatAnEncoderWrites(String text) {
        assertThat(JsonText.bytes(text)).isEqualTo(encoded(text));
    }

    @Test
    void shouldCutToTheBytesThatFitWhenTheTextIsLonger() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            // Given
            String text = random(random);
            int most = random.nextInt(60) - 2;

            // When
            String cut = JsonText.cut(text, most);

            // Then
            String next = text.substring(cut.length());
            assertThat(text).as("seed " + seed).startsWith(cut);
            assertThat(encoded(cut)).as("seed " + seed).isLessThanOrEqualTo(Math.max(0, most));
            assertThat(next.isEmpty() || encoded(cut + Character.toString(next.codePointAt(0))) > most)
                    .as("seed " + seed)
                    .isTrue();
        }
    }

    @Test
    void shouldNeverCutACodePoint() {
        assertThat(JsonText.cut("a😀b", 4)).isEqualTo("a");
        assertThat(JsonText.cut("a😀b", 5)).isEqualTo("a😀");
    }

    @Test
    void shouldReplaceHalvesOfPairsWhenATextIsBroken() {
        // Given
        String broken = "a\ud83d b\ude00";

        // When
        String whole = JsonText.wellFormed(broken);

        // Then
        assertThat(whole).isEqualTo("a\ufffd b\ufffd");
        assertThat(JsonText.encode(JsonText.object().put("text", whole))).isNotEmpty();
        assertThat(JsonText.wellFormed("a😀")).isEqualTo("a😀");
    }

    @Test
    void shouldFillTheLimitWhenATextIsTooLong() {
        // Given
        Text text = Samples.text("\u0001".repeat(256));

        // When
        byte[] payload = FittedText.encode(text, JsonTextTest::payload, 600);

        // Then
        assertThat(payload.length).isBetween(600 - 70, 600);
        assertThat(new String(payload, StandardCharsets.UTF_8)).contains("The team", "alice", "\\u0001");
    }

    @Test
    void shouldLeaveOutTitleAndSenderWhenEvenTheseAreTooLong() {
        // Given
        Text text = new Text(
                Samples.text("").title().map(title -> title.repeat(100)),
                Samples.text("").sender(),
                Samples.text("x").body());

        // When
        byte[] payload = FittedText.encode(text, JsonTextTest::payload, 600);

        // Then
        assertThat(new String(payload, StandardCharsets.UTF_8)).isEqualTo("{}");
    }

    private static byte[] payload(Text text) {
        ObjectNode root = JsonText.object();
        text.title().ifPresent(title -> root.put("title", title));
        text.sender().ifPresent(sender -> root.put("sender", sender));
        text.body().ifPresent(body -> root.put("text", body));
        return JsonText.encode(root);
    }

    private static int encoded(String text) {
        return JsonText.encode(JsonText.object().put("", text)).length - "{'':''}".length();
    }

    private static String random(Random random) {
        int[] alphabet = ALPHABET.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(20), 0, alphabet.length).forEach(index -> text.appendCodePoint(alphabet[index]));
        return text.toString();
    }
}

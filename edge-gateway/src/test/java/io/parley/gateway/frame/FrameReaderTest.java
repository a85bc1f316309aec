package io.parley.gateway.frame;

import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.Platform;
import io.parley.avro.React;
import io.parley.avro.Remove;
import io.parley.avro.Rename;
import io.parley.avro.Role;
import io.parley.avro.Send;
import io.parley.gateway.frame.ClientFrame.Auth;
import io.parley.gateway.frame.ClientFrame.Command;
import io.parley.gateway.frame.ClientFrame.Device;
import io.parley.gateway.frame.ClientFrame.History;
import io.parley.gateway.frame.ClientFrame.Malformed;
import io.parley.gateway.frame.ClientFrame.Read;
import io.parley.gateway.frame.ClientFrame.Status;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

class FrameReaderTest {

    private static final String GROUP = "0190163d-8694-739b-aea5-966c26f8ad91";
    private static final UserId ALICE = new UserId("alice");

    private final FrameReader reader = new FrameReader();

    @Test
    void shouldReadAMessageWhenItsFieldsComeInAnyOrderWithUnknownOnesAmongThem() {
        // Given
        String text =
                "{\"content\":\"hi\",\"x\":{\"type\":[1,{}]},\"replyTo\":3,\"id\":\"a.1\",\"type\":\"send\",\"y\":null,"
                        + "\"conversationId\":\"" + GROUP + "\"}";

        // When
        ClientFrame frame = read(text);

        // Then
        assertThat(frame).isEqualTo(new Command("send", "a.1", GROUP, new Send("hi", "text/plain", false, 3L, null)));
    }

    @Test
    void shouldTakeOptionalFieldsAsAbsentWhenTheyAreNull() {
        // Given
        String text = command("send", "\"content\":\"hi\",\"replyTo\":null,\"contentType\":null,\"encrypted\":null");

        // When
        ClientFrame frame = read(text);

        // Then
        assertThat(((Command) frame).body()).isEqualTo(new Send("hi", "text/plain", false, null, null));
    }

    @Test
    void shouldReadAGroupWithoutItsCreatorAmongTheMembersWhenItIsCreated() {
        // Given
        String text = command("create", "\"kind\":\"group\",\"members\":[\"bob\",\"alice\",\"bob\"],\"title\":\"T\"");

        // When
        ClientFrame frame = read(text);

        // Then
        assertThat(frame)
                .isEqualTo(new Command("create", "c1", GROUP, new Create(ConversationKind.GROUP, List.of("bob"), "T")));
    }

    @Test
    void shouldDeriveTheConversationWhenItIsDirect() {
        // Given
        String text = "{\"type\":\"create\",\"id\":\"c1\",\"kind\":\"direct\",\"members\":[\"bob\"]}";

        // When
        ClientFrame frame = read(text);

        // Then
        String derived = ConversationId.direct(ALICE, new UserId("bob")).toString();
        assertThat(((Command) frame).conversationId()).isEqualTo(derived);
        assertThat(read(text.replace("\"members\"", "\"conversationId\":\"" + derived + "\",\"members\"")))
                .isEqualTo(frame);
    }

    @Test
    void shouldReadTheOtherFramesWhenTheyAreValid() {
        assertThat(((Command) read(command("add", "\"members\":[\"bob\"]"))).body())
                .isEqualTo(new Add(List.of("bob")));
        assertThat(((Command) read(command("remove", "\"members\":[\"alice\"]"))).body())
                .isEqualTo(new Remove(List.of("alice")));
        assertThat(((Command) read(command("role", "\"members\":[\"bob\"],\"role\":\"owner\""))).body())
                .isEqualTo(new ChangeRole(List.of("bob"), Role.OWNER));
        assertThat(((Command) read(command("role", "\"members\":[\"bob\"],\"role\":\"member\""))).body())
                .isEqualTo(new ChangeRole(List.of("bob"), Role.MEMBER));
        assertThat(read(request("history", "\"ref\":\"r\",\"after\":0,\"through\":9,\"limit\":200")))
                .isEqualTo(new History(
                        new Correlation(null, new Correlation.Ref("r", 0), GROUP),
                        OptionalLong.of(0),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(9),
                        200));
        assertThat(((History) read(request("history", "\"ref\":7,\"around\":5"))).around())
                .hasValue(5);
        assertThat(((History) read(request("history", "\"ref\":7,\"before\":5"))).limit())
                .isEqualTo(50);
        assertThat(((Read) read(request("read", "\"sequence\":9007199254740991"))).sequence())
                .isEqualTo((1L << 53) - 1);
        assertThat(read(request("open", "\"z\":1"))).isInstanceOf(ClientFrame.Open.class);
        assertThat(read(request("close", "\"z\":1"))).isInstanceOf(ClientFrame.Close.class);
        assertThat(read("{\"type\":\"ping\"}")).isInstanceOf(ClientFrame.Ping.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2.0", "2.000", "2e0", "2E0", "20e-1", "0.2e1", "0.02e+2", "200.0e-2", "2e-0"})
    void shouldReadAWholeNumberHoweverItIsWritten(String two) {
        assertThat(read(request(
                        "history",
                        "\"ref\":" + two + ",\"after\":" + two + ",\"through\":" + two + ",\"limit\":" + two)))
                .isEqualTo(new History(
                        new Correlation(null, new Correlation.Ref(null, 2), GROUP),
                        OptionalLong.of(2),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(2),
                        2));
        assertThat(((Read) read(request("read", "\"sequence\":" + two))).sequence())
                .isEqualTo(2);
        assertThat(((Command) read(command("delete", "\"target\":" + two))).body())
                .isEqualTo(new Delete(2L, null));
        assertThat(((Command) read(command("send", "\"content\":\"x\",\"replyTo\":" + two))).body())
                .isEqualTo(new Send("x", "text/plain", false, 2L, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.5",
                "2.0000000000000000000001",
                "1e-1",
                "25e-1",
                "9007199254740992",
                "9007199254740992.0",
                "9.007199254740992e15",
                "1e400",
                "1e999999999",
                "1e99999999999999999999",
                "1e-999999999",
                "-1e0",
                "99999999999999999999.0",
            })
    void shouldRefuseANumberAndStayWhenItIsNoSequence(String number) {
        assertThat(((Malformed) read(request("read", "\"sequence\":" + number)))
                        .rejection()
                        .message())
                .startsWith("sequence: not valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "02", "+2", "2.", ".2", "2e", "0x2", "1_000"})
    void shouldNotTakeForJsonWhatIsNone(String number) {
        assertThat(((Malformed) read(request("read", "\"sequence\":" + number))).object())
                .isFalse();
    }

    @Test
    void shouldKeepEveryDigitOfAMarkThatIsANumber() {
        assertThat(read(request("history", "\"ref\":9223372036854775807.0"))
                        .correlation()
                        .ref())
                .isEqualTo(new Correlation.Ref(null, Long.MAX_VALUE));
        assertThat(read(request("history", "\"ref\":-9007199254740993e0"))
                        .correlation()
                        .ref())
                .isEqualTo(new Correlation.Ref(null, -9_007_199_254_740_993L));
    }

    @Test
    void shouldPassOverNumbersThatNobodyCanCountWhenTheFieldIsUnknown() {
        String digits = "9".repeat(100_000);

        assertThat(read(request("open", "\"z\":" + digits + ",\"y\":1e999999999,\"x\":0." + digits)))
                .isInstanceOf(ClientFrame.Open.class);
        assertThat(((Malformed) read(request("read", "\"sequence\":" + digits))).object())
                .isTrue();
    }

    @Test
    void shouldTakeUserIdsOfIdentityProviders() {
        assertThat(((Command) read(command(
                                "add",
                                "\"members\":[\"auth0|5f7c\",\"a+b@x.org\",\"..\",\"" + "x".repeat(128) + "\"]")))
                        .body())
                .isEqualTo(new Add(List.of("auth0|5f7c", "a+b@x.org", "..", "x".repeat(128))));
    }

    @Test
    void shouldReadCommandsAboutEarlierEventsWhenTheyAreValid() {
        assertThat(read(command("edit", "\"target\":7,\"content\":\"new\"")))
                .isEqualTo(new Command("edit", "c1", GROUP, new Edit(7L, "new", null)));
        assertThat(read(command("delete", "\"target\":1")))
                .isEqualTo(new Command("delete", "c1", GROUP, new Delete(1L, null)));
        assertThat(read(command("react", "\"target\":7,\"reaction\":\"👍\"")))
                .isEqualTo(new Command("react", "c1", GROUP, new React(7L, "👍", false, null)));
        assertThat(read(command("react", "\"target\":7,\"reaction\":\"+1\",\"remove\":true")))
                .isEqualTo(new Command("react", "c1", GROUP, new React(7L, "+1", true, null)));
        assertThat(read(command("rename", "\"title\":\"T\"")))
                .isEqualTo(new Command("rename", "c1", GROUP, new Rename("T")));
    }

    @Test
    void shouldReadRequestsAboutTheUserWhenTheyAreValid() {
        // Given
        Correlation none = Correlation.NONE;

        // Then
        assertThat(read("{\"type\":\"status\",\"status\":\"away\"}")).isEqualTo(new Status(none, true));
        assertThat(read("{\"type\":\"status\",\"status\":\"online\"}")).isEqualTo(new Status(none, false));
        assertThat(read("{\"type\":\"device\",\"platform\":\"apns\",\"token\":\"t\"}"))
                .isEqualTo(new Device(none, Platform.APNS, "t", false));
        assertThat(read("{\"type\":\"device\",\"platform\":\"fcm\",\"token\":\"t\",\"remove\":true}"))
                .isEqualTo(new Device(none, Platform.FCM, "t", true));
        assertThat(read("{\"type\":\"auth\",\"token\":\"secret\"}")).isEqualTo(new Auth(none, "secret"));
        assertThat(read("{\"type\":\"auth\",\"token\":\"secret\"}").toString()).doesNotContain("secret");
        assertThat(read(request("typing", "\"z\":1"))).isInstanceOf(ClientFrame.Typing.class);
    }

    @ParameterizedTest
    @CsvSource({"device, 4096", "auth, 8192"})
    void shouldBoundTokensWhenTheyAreLong(String type, int longest) {
        // Given
        String text = "{\"type\":\"" + type + "\",\"platform\":\"fcm\",\"token\":\"" + "x".repeat(longest) + "\"}";

        // When
        ClientFrame fits = read(text);
        ClientFrame tooLong = read(text.replace("xx\"}", "xxx\"}"));

        // Then
        assertThat(fits).isNotInstanceOf(Malformed.class);
        assertThat(((Malformed) tooLong).rejection().code()).isEqualTo("bad_frame");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "\"text\"",
                "17",
                "null",
                "{\"type\":\"ping\"",
                "{\"type\":\"ping\"} {}",
                "{'type':'ping'}",
                "{\"type\":\"ping\",}",
                "{\"members\":[\"a\""
            })
    void shouldSayThatItIsNoObjectWhenItIsNone(String text) {
        // When
        ClientFrame frame = read(text);

        // Then
        assertThat(frame).isInstanceOfSatisfying(Malformed.class, malformed -> {
            assertThat(malformed.object()).isFalse();
            assertThat(malformed.rejection().code()).isEqualTo("bad_frame");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | type: missing",
                "{\"type\":5} | type: not valid",
                "{\"type\":\"shout\"} | type: unknown",
                "{\"type\":\"send\",\"conversationId\":\"G\",\"content\":\"x\"} | id: missing",
                "{\"type\":\"send\",\"id\":\"a b\",\"conversationId\":\"G\",\"content\":\"x\"} | id: not valid",
                "{\"type\":\"send\",\"id\":\"a\",\"content\":\"x\"} | conversationId: missing",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"0190163D-8694-739B-AEA5-966C26F8AD91\","
                        + "\"content\":\"x\"} | conversationId: not valid",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"G\"} | content: missing",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":\"\"} | content: 0 characters",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":7} | content: not valid",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":\"\\ud800\"} | content: not Unicode",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":\"x\",\"encrypted\":true} |"
                        + " content: not base64",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":\"x\",\"encrypted\":1} | encrypted: not",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":\"x\",\"replyTo\":0} | replyTo: not",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":\"x\",\"replyTo\":1.5} | replyTo: not",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":\"x\",\"replyTo\":9007199254740992} |"
                        + " replyTo: not valid",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":\"x\","
                        + "\"replyTo\":99999999999999999999} | replyTo: not valid",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":\"x\",\"contentType\":\"text\"} |"
                        + " contentType: not valid",
                "{\"type\":\"send\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":\"x\","
                        + "\"contentType\":\"text/html\\r\\nX: y\"} | contentType: not valid",
                "{\"type\":\"rename\",\"id\":\"a\",\"conversationId\":\"G\",\"title\":\" \\u3000\"} | title: blanks alone",
                "{\"type\":\"rename\",\"id\":\"a\",\"conversationId\":\"G\",\"title\":\"a\\u202eb\"} | title: a control",
                "{\"type\":\"rename\",\"id\":\"a\",\"conversationId\":\"G\",\"title\":\"a\\tb\"} | title: a control",
                "{\"type\":\"create\",\"id\":\"a\",\"kind\":\"direct\",\"members\":[\"b\"],\"title\":\"\\u2066\"} |"
                        + " title: a control",
                "{\"type\":\"react\",\"id\":\"a\",\"conversationId\":\"G\",\"target\":1,\"reaction\":\"\\u0000\"} |"
                        + " reaction: a control",
                "{\"type\":\"add\",\"id\":\"a\",\"conversationId\":\"G\",\"members\":[\"a/b\"]} | members: not valid",
                "{\"type\":\"add\",\"id\":\"a\",\"conversationId\":\"G\",\"members\":[]} | members: none",
                "{\"type\":\"add\",\"id\":\"a\",\"conversationId\":\"G\",\"members\":\"bob\"} | members: not valid",
                "{\"type\":\"add\",\"id\":\"a\",\"conversationId\":\"G\",\"members\":[\"bob\",1]} | members: not valid",
                "{\"type\":\"add\",\"id\":\"a\",\"conversationId\":\"G\",\"members\":[\"b b\"]} | members: not valid",
                "{\"type\":\"create\",\"id\":\"a\",\"kind\":\"party\",\"members\":[],\"conversationId\":\"G\"} | kind: not valid",
                "{\"type\":\"create\",\"id\":\"a\",\"kind\":\"group\",\"members\":[]} | conversationId: missing",
                "{\"type\":\"create\",\"id\":\"a\",\"kind\":\"group\",\"members\":[\"b\"],\"title\":\"\","
                        + "\"conversationId\":\"G\"} | title: 0 characters",
                "{\"type\":\"create\",\"id\":\"a\",\"kind\":\"group\",\"members\":[\"b\"],"
                        + "\"conversationId\":\"0190163d-8694-539b-aea5-966c26f8ad91\"} | conversationId: name-based",
                "{\"type\":\"create\",\"id\":\"a\",\"kind\":\"direct\",\"members\":[\"alice\"]} | members: a direct",
                "{\"type\":\"create\",\"id\":\"a\",\"kind\":\"direct\",\"members\":[\"b\",\"c\"]} | members: a direct",
                "{\"type\":\"create\",\"id\":\"a\",\"kind\":\"direct\",\"members\":[\"b\"],\"conversationId\":\"G\"} |"
                        + " conversationId: a direct",
                "{\"type\":\"history\",\"conversationId\":\"G\"} | ref: missing",
                "{\"type\":\"history\",\"conversationId\":\"G\",\"ref\":\"r\",\"limit\":0} | limit: not valid",
                "{\"type\":\"history\",\"conversationId\":\"G\",\"ref\":\"r\",\"limit\":201} | limit: not valid",
                "{\"type\":\"history\",\"conversationId\":\"G\",\"ref\":\"r\",\"after\":-1} | after: not valid",
                "{\"type\":\"history\",\"conversationId\":\"G\",\"ref\":\"r\",\"after\":1,\"before\":2} | after, before",
                "{\"type\":\"history\",\"conversationId\":\"G\",\"ref\":\"r\",\"after\":1,\"around\":2} | after, before, around",
                "{\"type\":\"history\",\"conversationId\":\"G\",\"ref\":\"r\",\"around\":0} | around",
                "{\"type\":\"read\",\"conversationId\":\"G\"} | sequence: missing",
                "{\"type\":\"open\"} | conversationId: missing",
                "{\"type\":\"edit\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":\"x\"} | target: missing",
                "{\"type\":\"edit\",\"id\":\"a\",\"conversationId\":\"G\",\"content\":\"x\",\"target\":0} | target: not",
                "{\"type\":\"edit\",\"id\":\"a\",\"conversationId\":\"G\",\"target\":1} | content: missing",
                "{\"type\":\"edit\",\"conversationId\":\"G\",\"target\":1,\"content\":\"x\"} | id: missing",
                "{\"type\":\"delete\",\"id\":\"a\",\"conversationId\":\"G\",\"target\":\"1\"} | target: not valid",
                "{\"type\":\"react\",\"id\":\"a\",\"conversationId\":\"G\",\"target\":1} | reaction: missing",
                "{\"type\":\"react\",\"id\":\"a\",\"conversationId\":\"G\",\"target\":1,\"reaction\":\"\"} | reaction: 0",
                "{\"type\":\"react\",\"id\":\"a\",\"conversationId\":\"G\",\"target\":1,"
                        + "\"reaction\":\"123456789012345678901234567890123\"} | reaction: 33",
                "{\"type\":\"react\",\"id\":\"a\",\"conversationId\":\"G\",\"target\":1,\"reaction\":\"+1\","
                        + "\"remove\":\"yes\"} | remove: not valid",
                "{\"type\":\"rename\",\"id\":\"a\",\"conversationId\":\"G\",\"title\":\"\"} | title: 0 characters",
                "{\"type\":\"rename\",\"id\":\"a\",\"conversationId\":\"G\"} | title: missing",
                "{\"type\":\"typing\"} | conversationId: missing",
                "{\"type\":\"status\"} | status: missing",
                "{\"type\":\"status\",\"status\":\"offline\"} | status: not valid",
                "{\"type\":\"device\",\"token\":\"t\"} | platform: missing",
                "{\"type\":\"device\",\"platform\":\"wns\",\"token\":\"t\"} | platform: not valid",
                "{\"type\":\"device\",\"platform\":\"fcm\"} | token: missing",
                "{\"type\":\"device\",\"platform\":\"fcm\",\"token\":\"\"} | token: 0 characters",
                "{\"type\":\"auth\"} | token: missing",
            })
    void shouldSayWhatIsWrongWhenAFrameIsMalformed(String text, String message) {
        // When
        ClientFrame frame = read(text.replace("\"G\"", "\"" + GROUP + "\""));

        // Then
        assertThat(frame).isInstanceOfSatisfying(Malformed.class, malformed -> {
            assertThat(malformed.object()).isTrue();
            assertThat(malformed.rejection().code()).isEqualTo("bad_frame");
            assertThat(malformed.rejection().message()).startsWith(message);
        });
    }

    @Test
    void shouldGiveBackWhatTheAnswerIsMatchedByWhenItCouldBeRead() {
        // When
        ClientFrame frame = read("{\"id\":\"not an id\",\"ref\":12,\"conversationId\":\"not one\",\"type\":\"send\"}");

        // Then
        assertThat(frame.correlation())
                .isEqualTo(new Correlation("not an id", new Correlation.Ref(null, 12), "not one"));
    }

    @Test
    void shouldCountCodePointsWhenItMeasuresContent() {
        // Given
        String longest = "👋".repeat(16_384);

        // When
        ClientFrame fits = read(command("send", "\"content\":\"" + longest + "\""));
        ClientFrame tooLong = read(command("send", "\"content\":\"" + longest + "x\""));

        // Then
        assertThat(fits).isInstanceOf(Command.class);
        assertThat(((Malformed) tooLong).rejection().code()).isEqualTo("too_large");
    }

    @Test
    void shouldTakeContentAsItIsWhenItIsEncryptedAndBase64() {
        // When
        ClientFrame frame = read(command("send", "\"content\":\"+/8A\",\"encrypted\":true"));

        // Then
        assertThat(((Command) frame).body()).isEqualTo(new Send("+/8A", "text/plain", true, null, null));
    }

    private ClientFrame read(String text) {
        byte[] bytes = ("  " + text).getBytes(StandardCharsets.UTF_8);
        return reader.read(bytes, 2, bytes.length - 2, ALICE);
    }

    private static String command(String type, String fields) {
        return "{\"type\":\"" + type + "\",\"id\":\"c1\",\"conversationId\":\"" + GROUP + "\"," + fields + "}";
    }

    private static String request(String type, String fields) {
        return "{\"type\":\"" + type + "\",\"conversationId\":\"" + GROUP + "\"," + fields + "}";
    }
}

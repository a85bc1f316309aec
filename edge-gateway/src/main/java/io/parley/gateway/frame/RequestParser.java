package io.parley.gateway.frame;

import io.parley.avro.Platform;
import io.parley.gateway.frame.ClientFrame.Auth;
import io.parley.gateway.frame.ClientFrame.Block;
import io.parley.gateway.frame.ClientFrame.Close;
import io.parley.gateway.frame.ClientFrame.Device;
import io.parley.gateway.frame.ClientFrame.History;
import io.parley.gateway.frame.ClientFrame.Mute;
import io.parley.gateway.frame.ClientFrame.Open;
import io.parley.gateway.frame.ClientFrame.Ping;
import io.parley.gateway.frame.ClientFrame.Read;
import io.parley.gateway.frame.ClientFrame.Status;
import io.parley.gateway.frame.ClientFrame.Typing;
import io.parley.gateway.frame.FrameReader.Form;

import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Parses requests, that is every frame that is not a command. */
final class RequestParser {

    private static final int LONGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;
    private static final int LONGEST_TOKEN = 8_192;
    private static final int LONGEST_DEVICE_TOKEN = 4_096;

    /** By the frame's type. */
    static final Map<String, Form> ALL = Map.ofEntries(
            entry("open", (checks, sender) -> new Open(inConversation(checks))),
            entry("close", (checks, sender) -> new Close(inConversation(checks))),
            entry("history", (checks, sender) -> history(checks)),
            entry("read", (checks, sender) -> new Read(inConversation(checks), checks.sequence(Field.SEQUENCE, 0))),
            entry("typing", (checks, sender) -> new Typing(inConversation(checks), checks.flag(Field.STOP))),
            entry("mute", (checks, sender) -> mute(checks)),
            entry("block", (checks, sender) -> block(checks, sender)),
            entry(
                    "status",
                    (checks, sender) -> new Status(checks.correlation(), checks.oneOf(Field.STATUS, "online", "away"))),
            entry("device", (checks, sender) -> device(checks)),
            entry("auth", (checks, sender) -> new Auth(checks.correlation(), checks.text(Field.TOKEN, LONGEST_TOKEN))),
            entry("ping", (checks, sender) -> new Ping(checks.correlation())));

    private RequestParser() {}

    private static Correlation inConversation(FrameChecks checks) {
        checks.conversationId();
        return checks.correlation();
    }

    private static Map.Entry<String, Form> entry(String type, Form form) {
        return Map.entry(type, form);
    }

    private static Mute mute(FrameChecks checks) {
        return new Mute(inConversation(checks), checks.optionalTime(Field.UNTIL), checks.flag(Field.OFF));
    }

    private static Block block(FrameChecks checks, String sender) {
        return new Block(checks.correlation(), checks.otherUserId(sender), checks.flag(Field.OFF));
    }

    private static Device device(FrameChecks checks) {
        boolean fcm = checks.oneOf(Field.PLATFORM, "apns", "fcm");
        return new Device(
                checks.correlation(),
                fcm ? Platform.FCM : Platform.APNS,
                checks.text(Field.TOKEN, LONGEST_DEVICE_TOKEN),
                checks.flag(Field.REMOVE));
    }

    private static History history(FrameChecks checks) {
        checks.requireRef();
        checks.conversationId();
        OptionalLong after = checks.optionalSequence(Field.AFTER, 0);
        OptionalLong before = checks.optionalSequence(Field.BEFORE, 1);
        OptionalLong around = checks.optionalSequence(Field.AROUND, 1);
        OptionalLong through = checks.optionalSequence(Field.THROUGH, 0);
        int limit = checks.number(Field.LIMIT, 1, LONGEST_PAGE, USUAL_PAGE);
        if (Stream.of(after, before, around).filter(OptionalLong::isPresent).count() > 1) {
            checks.fail("after, before, around: more than one given (expected: one of them, or none)");
        }
        return new History(checks.correlation(), after, before, around, through, limit);
    }
}

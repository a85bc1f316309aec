package io.parley.gateway.frame;

import io.parley.avro.InboxPosition;
import io.parley.avro.Platform;
import io.parley.gateway.frame.ClientFrame.Auth;
import io.parley.gateway.frame.ClientFrame.Close;
import io.parley.gateway.frame.ClientFrame.Device;
import io.parley.gateway.frame.ClientFrame.History;
import io.parley.gateway.frame.ClientFrame.ListInbox;
import io.parley.gateway.frame.ClientFrame.Open;
import io.parley.gateway.frame.ClientFrame.Ping;
import io.parley.gateway.frame.ClientFrame.Read;
import io.parley.gateway.frame.ClientFrame.Status;
import io.parley.gateway.frame.ClientFrame.Typing;
import io.parley.gateway.frame.FrameReader.Form;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Parses requests, that is every frame that is not a command. */
final class RequestParser {

    private static final int LONGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;
    private static final int LONGEST_TOKEN = 8_192;
    private static final int LONGEST_DEVICE_TOKEN = 4_096;

    /** By the frame's type. */
    static final Map<String, Form> ALL = Map.of(
            "open", (checks, sender) -> new Open(inConversation(checks)),
            "close", (checks, sender) -> new Close(inConversation(checks)),
            "history", (checks, sender) -> history(checks),
            "list", (checks, sender) -> list(checks),
            "read", (checks, sender) -> new Read(inConversation(checks), checks.sequence(Field.SEQUENCE, 0)),
            "typing", (checks, sender) -> new Typing(inConversation(checks), checks.flag(Field.STOP)),
            "status",
                    (checks, sender) -> new Status(checks.correlation(), checks.oneOf(Field.STATUS, "online", "away")),
            "device", (checks, sender) -> device(checks),
            "auth", (checks, sender) -> new Auth(checks.correlation(), checks.text(Field.TOKEN, LONGEST_TOKEN)),
            "ping", (checks, sender) -> new Ping(checks.correlation()));

    private RequestParser() {}

    private static Correlation inConversation(FrameChecks checks) {
        checks.conversationId();
        return checks.correlation();
    }

    private static Device device(FrameChecks checks) {
        boolean fcm = checks.oneOf(Field.PLATFORM, "apns", "fcm");
        return new Device(
                checks.correlation(),
                fcm ? Platform.FCM : Platform.APNS,
                checks.text(Field.TOKEN, LONGEST_DEVICE_TOKEN),
                checks.flag(Field.REMOVE));
    }

    private static ListInbox list(FrameChecks checks) {
        checks.requireRef();
        Optional<InboxPosition> before = checks.cursor();
        return new ListInbox(checks.correlation(), before, checks.number(Field.LIMIT, 1, LONGEST_PAGE, USUAL_PAGE));
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

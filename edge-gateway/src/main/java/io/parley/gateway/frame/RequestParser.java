package io.parley.gateway.frame;

import io.parley.avro.InboxPosition;
import io.parley.avro.Platform;
import io.parley.gateway.frame.ClientFrame.Auth;
import io.parley.gateway.frame.ClientFrame.Block;
import io.parley.gateway.frame.ClientFrame.Close;
import io.parley.gateway.frame.ClientFrame.Device;
import io.parley.gateway.frame.ClientFrame.History;
import io.parley.gateway.frame.ClientFrame.ListInbox;
import io.parley.gateway.frame.ClientFrame.Members;
import io.parley.gateway.frame.ClientFrame.Mute;
import io.parley.gateway.frame.ClientFrame.Open;
import io.parley.gateway.frame.ClientFrame.Ping;
import io.parley.gateway.frame.ClientFrame.Read;
import io.parley.gateway.frame.ClientFrame.Status;
import io.parley.gateway.frame.ClientFrame.Typing;
import io.parley.protocol.FrameLimits;
import io.parley.protocol.RequestType;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Parses requests, that is every frame that is not a command. */
final class RequestParser {

    private RequestParser() {}

    /** Parses a request; after a problem, which the checks remember, the result is meaningless. */
    static ClientFrame parse(RequestType type, FrameChecks checks, String sender) {
        return switch (type) {
            case OPEN -> new Open(inConversation(checks));
            case CLOSE -> new Close(inConversation(checks));
            case HISTORY -> history(checks);
            case LIST -> list(checks);
            case MEMBERS -> members(checks);
            case READ -> new Read(inConversation(checks), checks.sequence(Field.SEQUENCE, 0));
            case TYPING -> new Typing(inConversation(checks), checks.flag(Field.STOP));
            case MUTE -> mute(checks);
            case BLOCK -> block(checks, sender);
            case STATUS -> new Status(checks.correlation(), checks.oneOf(Field.STATUS, "online", "away"));
            case DEVICE -> device(checks);
            case AUTH -> new Auth(checks.correlation(), checks.text(Field.TOKEN, FrameLimits.LONGEST_TOKEN));
            case PING -> new Ping(checks.correlation());
        };
    }

    private static Correlation inConversation(FrameChecks checks) {
        checks.conversationId();
        return checks.correlation();
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
                checks.text(Field.TOKEN, FrameLimits.LONGEST_DEVICE_TOKEN),
                checks.flag(Field.REMOVE));
    }

    private static Members members(FrameChecks checks) {
        checks.requireRef();
        checks.conversationId();
        String after = checks.optionalUserId(Field.AFTER);
        return new Members(
                checks.correlation(),
                after,
                checks.number(Field.LIMIT, 1, FrameLimits.LARGEST_MEMBERS_PAGE, FrameLimits.USUAL_MEMBERS_PAGE));
    }

    private static ListInbox list(FrameChecks checks) {
        checks.requireRef();
        Optional<InboxPosition> before = checks.cursor();
        return new ListInbox(
                checks.correlation(),
                before,
                checks.number(Field.LIMIT, 1, FrameLimits.LARGEST_PAGE, FrameLimits.USUAL_PAGE));
    }

    private static History history(FrameChecks checks) {
        checks.requireRef();
        checks.conversationId();
        OptionalLong after = checks.optionalSequence(Field.AFTER, 0);
        OptionalLong before = checks.optionalSequence(Field.BEFORE, 1);
        OptionalLong around = checks.optionalSequence(Field.AROUND, 1);
        OptionalLong through = checks.optionalSequence(Field.THROUGH, 0);
        int limit = checks.number(Field.LIMIT, 1, FrameLimits.LARGEST_PAGE, FrameLimits.USUAL_PAGE);
        if (Stream.of(after, before, around).filter(OptionalLong::isPresent).count() > 1) {
            checks.fail("after, before, around: more than one given (expected: one of them, or none)");
        }
        return new History(checks.correlation(), after, before, around, through, limit);
    }
}

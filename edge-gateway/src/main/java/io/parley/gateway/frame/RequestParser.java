package io.parley.gateway.frame;

import io.parley.avro.Platform;
import io.parley.gateway.frame.ClientFrame.Auth;
import io.parley.gateway.frame.ClientFrame.Close;
import io.parley.gateway.frame.ClientFrame.Device;
import io.parley.gateway.frame.ClientFrame.History;
import io.parley.gateway.frame.ClientFrame.Open;
import io.parley.gateway.frame.ClientFrame.Ping;
import io.parley.gateway.frame.ClientFrame.Read;
import io.parley.gateway.frame.ClientFrame.Status;
import io.parley.gateway.frame.ClientFrame.Typing;
import io.parley.protocol.FrameLimits;
import io.parley.protocol.RequestType;

import java.util.OptionalLong;
import java.util.stream.Stream;

/** Parses requests, that is every frame that is not a command. */
final class RequestParser {

    private RequestParser() {}

    /** Parses a request; after a problem, which the checks remember, the result is meaningless. */
    static ClientFrame parse(RequestType type, FrameChecks checks) {
        return switch (type) {
            case OPEN -> new Open(inConversation(checks));
            case CLOSE -> new Close(inConversation(checks));
            case HISTORY -> history(checks);
            case READ -> new Read(inConversation(checks), checks.sequence(Field.SEQUENCE, 0));
            case TYPING -> new Typing(inConversation(checks), checks.flag(Field.STOP));
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

    private static Device device(FrameChecks checks) {
        boolean fcm = checks.oneOf(Field.PLATFORM, "apns", "fcm");
        return new Device(
                checks.correlation(),
                fcm ? Platform.FCM : Platform.APNS,
                checks.text(Field.TOKEN, FrameLimits.LONGEST_DEVICE_TOKEN),
                checks.flag(Field.REMOVE));
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

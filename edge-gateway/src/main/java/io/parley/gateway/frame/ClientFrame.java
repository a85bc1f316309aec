package io.parley.gateway.frame;

import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.Create;
import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.InboxPosition;
import io.parley.avro.Platform;
import io.parley.avro.React;
import io.parley.avro.Remove;
import io.parley.avro.Rename;
import io.parley.avro.Send;
import io.parley.protocol.RequestType;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Represents a validated frame of a client. */
public sealed interface ClientFrame {

    /** The frame's {@code type}, or a substitute if it has none: a label for metrics, from a small set. */
    String type();

    /** Matches an answer to it. */
    Correlation correlation();

    /**
     * A command: durable, ordered, idempotent under its id.
     *
     * @param body a {@link Create}, {@link Send}, {@link Edit}, {@link Delete}, {@link React}, {@link Add}, {@link
     *     Remove}, {@link ChangeRole} or {@link Rename}; not stamped yet
     */
    record Command(String type, String id, String conversationId, Object body) implements ClientFrame {
        @Override
        public Correlation correlation() {
            return Correlation.ofCommand(id, conversationId);
        }
    }

    /** Opens a conversation, until it is closed. */
    record Open(Correlation correlation) implements ClientFrame {
        @Override
        public String type() {
            return RequestType.OPEN.wireName();
        }
    }

    /** Ends an {@link Open}. */
    record Close(Correlation correlation) implements ClientFrame {
        @Override
        public String type() {
            return RequestType.CLOSE.wireName();
        }
    }

    /** Requests a page of history. At most one of {@code after}, {@code before} and {@code around} is set. */
    record History(
            Correlation correlation,
            OptionalLong after,
            OptionalLong before,
            OptionalLong around,
            OptionalLong through,
            int limit)
            implements ClientFrame {
        @Override
        public String type() {
            return RequestType.HISTORY.wireName();
        }
    }

    /**
     * Requests a page of a roster.
     *
     * @param after the user id after which it begins; null: the first page
     */
    record Members(Correlation correlation, String after, int limit) implements ClientFrame {
        @Override
        public String type() {
            return RequestType.MEMBERS.wireName();
        }
    }

    /**
     * Requests older conversations of the inbox.
     *
     * @param before the place behind which they begin; absent: behind those that came by themselves
     */
    record ListInbox(Correlation correlation, Optional<InboxPosition> before, int limit) implements ClientFrame {
        @Override
        public String type() {
            return RequestType.LIST.wireName();
        }
    }

    /** Moves the user's read mark. */
    record Read(Correlation correlation, long sequence) implements ClientFrame {
        @Override
        public String type() {
            return RequestType.READ.wireName();
        }
    }

    /** Reports that the user is typing, or has stopped typing. */
    record Typing(Correlation correlation, boolean stop) implements ClientFrame {
        @Override
        public String type() {
            return RequestType.TYPING.wireName();
        }
    }

    /** Begins or ends a mute of the conversation; without {@code until} it is for good. */
    record Mute(Correlation correlation, Optional<Instant> until, boolean off) implements ClientFrame {
        @Override
        public String type() {
            return RequestType.MUTE.wireName();
        }
    }

    /** Begins or ends a block of another user. */
    record Block(Correlation correlation, String userId, boolean off) implements ClientFrame {
        @Override
        public String type() {
            return RequestType.BLOCK.wireName();
        }
    }

    /** Reports whether the user is at the device. */
    record Status(Correlation correlation, boolean away) implements ClientFrame {
        @Override
        public String type() {
            return RequestType.STATUS.wireName();
        }
    }

    /** Sets or removes the address of pushes. */
    record Device(Correlation correlation, Platform platform, String token, boolean remove) implements ClientFrame {
        @Override
        public String type() {
            return RequestType.DEVICE.wireName();
        }
    }

    /** Brings a fresh token. */
    record Auth(Correlation correlation, String token) implements ClientFrame {
        @Override
        public String type() {
            return RequestType.AUTH.wireName();
        }

        /** Leaves out the token. */
        @Override
        public String toString() {
            return "Auth[" + correlation + "]";
        }
    }

    /** Asks for a {@code pong}. */
    record Ping(Correlation correlation) implements ClientFrame {
        @Override
        public String type() {
            return RequestType.PING.wireName();
        }
    }

    /**
     * An invalid frame, with its refusal.
     *
     * @param object false when it isn't even a JSON object
     */
    record Malformed(String type, Rejection rejection, boolean object) implements ClientFrame {
        @Override
        public Correlation correlation() {
            return rejection.correlation();
        }
    }
}

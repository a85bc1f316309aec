package io.parley.gateway.frame;

import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.Create;
import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.Platform;
import io.parley.avro.React;
import io.parley.avro.Remove;
import io.parley.avro.Rename;
import io.parley.avro.Send;

import java.util.OptionalLong;

/** Represents a validated frame of a client. */
public sealed interface ClientFrame {

    /** The frame's {@code type}, or a stand-in for what has none: a label for metrics, from a small set. */
    String type();

    /** What an answer to it is matched by. */
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

    /** Asks for what goes on in a conversation until it is closed. */
    record Open(Correlation correlation) implements ClientFrame {
        @Override
        public String type() {
            return "open";
        }
    }

    /** Ends an {@link Open}. */
    record Close(Correlation correlation) implements ClientFrame {
        @Override
        public String type() {
            return "close";
        }
    }

    /** Asks for a page of history. At most one of {@code after}, {@code before} and {@code around} is there. */
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
            return "history";
        }
    }

    /** Moves the user's read mark. */
    record Read(Correlation correlation, long sequence) implements ClientFrame {
        @Override
        public String type() {
            return "read";
        }
    }

    /** Says that the user is typing, or has stopped to. */
    record Typing(Correlation correlation, boolean stop) implements ClientFrame {
        @Override
        public String type() {
            return "typing";
        }
    }

    /** Says whether the user is at the device. */
    record Status(Correlation correlation, boolean away) implements ClientFrame {
        @Override
        public String type() {
            return "status";
        }
    }

    /** Says where pushes go, or no longer go. */
    record Device(Correlation correlation, Platform platform, String token, boolean remove) implements ClientFrame {
        @Override
        public String type() {
            return "device";
        }
    }

    /** Brings a fresh token. */
    record Auth(Correlation correlation, String token) implements ClientFrame {
        @Override
        public String type() {
            return "auth";
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Auth[" + correlation + "]";
        }
    }

    /** Asks for a {@code pong}. */
    record Ping(Correlation correlation) implements ClientFrame {
        @Override
        public String type() {
            return "ping";
        }
    }

    /**
     * A frame that is refused as it stands.
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

package io.parley.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names the types of clients' frames that are requests: not stored. A new one is a line here. */
public enum RequestType {
    OPEN("open"),
    CLOSE("close"),
    HISTORY("history"),
    LIST("list"),
    MEMBERS("members"),
    READ("read"),
    TYPING("typing"),
    MUTE("mute"),
    BLOCK("block"),
    STATUS("status"),
    DEVICE("device"),
    AUTH("auth"),
    PING("ping");

    private static final Map<String, RequestType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(RequestType::wireName, Function.identity()));

    private final String wireName;

    RequestType(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the type of this name, or nothing if no request has it. */
    public static Optional<RequestType> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }

    /** The frame's {@code type}. */
    public String wireName() {
        return wireName;
    }
}

package io.parley.protocol;

import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.Create;
import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.React;
import io.parley.avro.Remove;
import io.parley.avro.Rename;
import io.parley.avro.Send;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names the types of clients' frames that are commands: durable and ordered. A new one is a line here. */
public enum CommandType {
    CREATE("create", Create.class),
    SEND("send", Send.class),
    EDIT("edit", Edit.class),
    DELETE("delete", Delete.class),
    REACT("react", React.class),
    ADD("add", Add.class),
    REMOVE("remove", Remove.class),
    ROLE("role", ChangeRole.class),
    RENAME("rename", Rename.class);

    private static final Map<String, CommandType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(CommandType::wireName, Function.identity()));

    private final String wireName;
    private final Class<?> bodyType;

    CommandType(String wireName, Class<?> bodyType) {
        this.wireName = wireName;
        this.bodyType = bodyType;
    }

    /** Returns the type of this name, or nothing if no command has it. */
    public static Optional<CommandType> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }

    /** The frame's {@code type}. */
    public String wireName() {
        return wireName;
    }

    /** The Avro class of the body that the command has in the log. */
    public Class<?> bodyType() {
        return bodyType;
    }
}

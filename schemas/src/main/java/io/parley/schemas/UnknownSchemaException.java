package io.parley.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** A record carries a schema id that the registry doesn't know: it can never be read. */
public final class UnknownSchemaException extends SerializationException {

    private static final long serialVersionUID = 1L;

    public UnknownSchemaException(String message) {
        super(message);
    }
}

package io.parley.schemas;

import org.apache.kafka.common.KafkaException;

/** The registry rejects a schema as incompatible with those of its subject. */
public final class IncompatibleSchemaException extends KafkaException {

    private static final long serialVersionUID = 1L;

    public IncompatibleSchemaException(String message) {
        super(message);
    }
}

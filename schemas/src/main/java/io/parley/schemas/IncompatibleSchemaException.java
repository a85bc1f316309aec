package io.parley.schemas;

import org.apache.kafka.common.KafkaException;

/** The registry refuses a schema: it is not compatible with what its subject holds. */
public final class IncompatibleSchemaException extends KafkaException {

    private static final long serialVersionUID = 1L;

    public IncompatibleSchemaException(String message) {
        super(message);
    }
}

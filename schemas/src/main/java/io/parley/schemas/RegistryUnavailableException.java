package io.parley.schemas;

import org.apache.kafka.common.KafkaException;

/** The schema registry doesn't answer, or answers with an error of its own. Trying again may help. */
public class RegistryUnavailableException extends KafkaException {

    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

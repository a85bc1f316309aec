package io.parley.schemas;

import org.apache.avro.Schema;

/** Looks up the ids in the wire format. Implementations are safe for use by many threads. */
public interface SchemaRegistry {

    /**
     * Returns the id of a schema under a subject, and registers it if necessary.
     *
     * @throws IncompatibleSchemaException if the subject's compatibility forbids the schema
     * @throws RegistryUnavailableException if the registry doesn't answer; trying again may help
     */
    int register(String subject, Schema schema);

    /**
     * Returns the schema with which records of this id were written.
     *
     * @throws UnknownSchemaException if the registry has no such id, even after some waiting: the record can never be
     *     read
     * @throws RegistryUnavailableException if the registry doesn't answer; trying again may help
     */
    Schema byId(int id);

    /**
     * Sets the allowed changes of a subject's schema.
     *
     * @throws RegistryUnavailableException if the registry doesn't answer; trying again may help
     */
    void requireCompatibility(String subject, Compatibility compatibility);
}

package io.parley.schemas;

import org.apache.avro.Schema;

/** Where the ids in the wire format are looked up. Implementations are safe for use by many threads. */
public interface SchemaRegistry {

    /**
     * The id of a schema under a subject, registered now if it wasn't.
     *
     * @throws IncompatibleSchemaException if the subject's compatibility forbids the schema
     * @throws RegistryUnavailableException if the registry doesn't answer; trying again may help
     */
    int register(String subject, Schema schema);

    /**
     * The schema that records with this id were written with.
     *
     * @throws UnknownSchemaException if the registry has no such id, also after some waiting: the record can never be
     *     read
     * @throws RegistryUnavailableException if the registry doesn't answer; trying again may help
     */
    Schema byId(int id);

    /**
     * Says how a subject's schema may change.
     *
     * @throws RegistryUnavailableException if the registry doesn't answer; trying again may help
     */
    void requireCompatibility(String subject, Compatibility compatibility);
}

package io.parley.schemas;

import org.apache.avro.Schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps schemas within one process, for topologies under test. Ids count from 1 in the order of registration;
 * compatibility is not judged.
 */
public final class LocalSchemaRegistry implements SchemaRegistry {

    private final List<Schema> schemas = new ArrayList<>();

    @Override
    public synchronized int register(String subject, Schema schema) {
        int known = schemas.indexOf(schema);
        if (known >= 0) {
            return known + 1;
        }
        schemas.add(schema);
        return schemas.size();
    }

    @Override
    public synchronized Schema byId(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new UnknownSchemaException("schema id " + id + " is unknown (expected: 1 to " + schemas.size() + ")");
        }
        return schemas.get(id - 1);
    }

    @Override
    public void requireCompatibility(String subject, Compatibility compatibility) {
        // One process writes and reads one version.
    }
}

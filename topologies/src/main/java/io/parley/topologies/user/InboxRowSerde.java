package io.parley.topologies.user;

import io.parley.avro.internal.InboxState;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Makes the serde of the inbox store: rows in Avro, and index keys, which take no bytes beside their key. */
final class InboxRowSerde {

    /** The value of an index key: no row. */
    static final InboxState INDEXED = new InboxState();

    private static final byte[] NOTHING = {};

    private InboxRowSerde() {}

    /** Whether it is the value of an index key: a row has a kind. */
    static boolean isIndexKey(InboxState row) {
        return row.getKind() == null;
    }

    static Serde<InboxState> of(Serde<InboxState> rows) {
        return Serdes.serdeFrom(
                (topic, row) -> row != null && isIndexKey(row)
                        ? NOTHING
                        : rows.serializer().serialize(topic, row),
                (topic, bytes) -> bytes != null && bytes.length == 0
                        ? INDEXED
                        : rows.deserializer().deserialize(topic, bytes));
    }
}

/**
 * The language of Parley's parts: the topic catalogue, typed ids, and serdes: strings for keys, the Confluent wire
 * format over a schema registry for values.
 *
 * <pre>
 *  Topics ──names──► Topic&lt;V&gt; ──serde──► AvroSerdes ──► SchemaRegistry (any that speaks the Confluent REST API)
 *    └─ Partitions: the partition of an id, as by Kafka's default partitioner
 * </pre>
 *
 * The records themselves ({@code io.parley.avro}) are generated from {@code src/main/avro}. The package owns no topic
 * and no table; every topic of Parley is described here and named nowhere else.
 */
package io.parley.schemas;

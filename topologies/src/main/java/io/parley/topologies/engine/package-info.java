/**
 * Sets up and watches the Kafka Streams engine that runs an application.
 *
 * <p>The engine makes some of these by the name of their class, and hands them what they need under a key of its
 * configuration: they don't appear in a topology. {@link RecordAges} measures records as they are read and written,
 * {@link RocksDbMemory} bounds the stores' memory.
 */
package io.parley.topologies.engine;

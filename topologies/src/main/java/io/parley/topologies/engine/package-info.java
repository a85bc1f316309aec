/**
 * Sets up and watches the Kafka Streams engine that runs an application.
 *
 * <p>The engine creates some of these by class name and passes them shared instances under a key of its configuration:
 * they don't appear in a topology. {@link RecordAges} measures records as they are read and written,
 * {@link RocksDbMemory} bounds the stores' memory.
 */
package io.parley.topologies.engine;

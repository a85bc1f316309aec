/** Talks to the schema registry over its Confluent REST API. It owns no data. */
package io.parley.runtime.registry;

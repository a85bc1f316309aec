/** A client of the schema registry's Confluent REST API. It owns no data. */
package io.parley.runtime.registry;

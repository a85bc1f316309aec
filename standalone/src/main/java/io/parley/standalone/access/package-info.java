/**
 * Says what each process does at the brokers, so that they can allow it that and nothing else: {@link
 * io.parley.standalone.access.AccessList}. It owns no data.
 */
package io.parley.standalone.access;

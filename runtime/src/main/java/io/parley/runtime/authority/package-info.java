/**
 * Authority of commands: the seal by which the owner of a conversation recognises what an operator or a back end asked for,
 * since brokers let every writer of {@code commands} write every field.
 */
package io.parley.runtime.authority;

package io.parley.admin;

import io.parley.runtime.authority.CommandSeals;

import java.time.Duration;

/**
 * How commands are given.
 *
 * @param seals of commands in the caller's own right
 * @param patience how long the outcome of one is waited for
 */
public record CommandAccess(CommandSeals seals, Duration patience) {}

package io.parley.admin.act;

import io.parley.avro.Suspension;
import io.parley.schemas.SuspensionKey;

import java.util.Optional;

/**
 * A record for the topic {@code suspensions}.
 *
 * @param value empty: what the key says is taken back
 */
public record SuspensionChange(SuspensionKey key, Optional<Suspension> value) {}

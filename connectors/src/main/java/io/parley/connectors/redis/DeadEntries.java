package io.parley.connectors.redis;

import io.parley.connectors.redis.RedisLayout.Holder;
import io.parley.connectors.redis.RedisStore.Part;
import io.parley.connectors.redis.RedisStore.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Removes entries of {@code connections} whose gateway's epoch has ended: a killed gateway can't end its sessions. Such
 * entries don't count anyway; this keeps them from piling up. Scans all shards after the end of an epoch, and every
 * {@link #REST} in any case, a little at a time.
 */
final class DeadEntries {

    private static final Logger LOG = LoggerFactory.getLogger(DeadEntries.class);

    private static final Duration REST = Duration.ofMinutes(10);
    private static final Duration AT_A_TIME = Duration.ofMillis(50);
    private static final int SHARDS_AT_A_TIME = 128;

    private final RedisStore store;
    private final RedisLayout layout;
    private final GatewayEpochs epochs;
    private final LongSupplier nanoTime;
    private final Deque<Position> ahead = new ArrayDeque<>();
    private long seenVersion;
    private long startedAt;
    private long removed;

    DeadEntries(RedisStore store, RedisLayout layout, GatewayEpochs epochs, LongSupplier nanoTime) {
        this.store = store;
        this.layout = layout;
        this.epochs = epochs;
        this.nanoTime = nanoTime;
        this.seenVersion = epochs.version();
        this.startedAt = nanoTime.getAsLong();
    }

    /** Continues the scan for a little while, or starts a new one if there is a reason. */
    void remove() {
        long now = nanoTime.getAsLong();
        if (ahead.isEmpty() && (seenVersion != epochs.version() || now - startedAt >= REST.toNanos())) {
            seenVersion = epochs.version();
            startedAt = now;
            for (int shard = 0; shard < layout.shards(); shard++) {
                ahead.add(Position.start(layout.connections(shard)));
            }
        }
        while (!ahead.isEmpty() && nanoTime.getAsLong() - now < AT_A_TIME.toNanos()) {
            step();
        }
    }

    private void step() {
        List<Position> positions = new ArrayList<>();
        while (!ahead.isEmpty() && positions.size() < SHARDS_AT_A_TIME) {
            positions.add(ahead.remove());
        }
        Map<String, List<Map.Entry<String, String>>> dead = new HashMap<>();
        for (Part part : store.scan(positions)) {
            List<Map.Entry<String, String>> ended = part.entries().stream()
                    .filter(entry -> hasEnded(entry.getValue()))
                    .toList();
            if (!ended.isEmpty()) {
                dead.put(part.key(), ended);
                removed += ended.size();
            }
            if (part.rest() != null) {
                ahead.add(part.rest());
            }
        }
        if (!dead.isEmpty()) {
            store.removeIfUnchanged(dead);
        }
        if (ahead.isEmpty() && removed > 0) {
            LOG.info("removed {} sessions of gateways' ended epochs", removed);
            removed = 0;
        }
    }

    private boolean hasEnded(String value) {
        return Holder.parse(value)
                .filter(holder -> epochs.hasEnded(holder.gatewayId(), holder.epoch()))
                .isPresent();
    }
}

package io.parley.topologies.user;

import io.parley.topologies.user.preference.Block;
import io.parley.topologies.user.preference.Restraint;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Blocks and mutes that a test sets. */
final class Restrained implements Restraint {

    private final Map<String, Block> blocks = new HashMap<>();
    private final Set<String> muted = new HashSet<>();

    void block(String userId, String otherId, Block block) {
        blocks.put(userId + " " + otherId, block);
    }

    void mute(String userId) {
        muted.add(userId);
    }

    @Override
    public Block block(String userId, String otherId) {
        return blocks.get(userId + " " + otherId);
    }

    @Override
    public boolean isMuted(String userId, String conversationId, Instant at) {
        return muted.contains(userId);
    }
}

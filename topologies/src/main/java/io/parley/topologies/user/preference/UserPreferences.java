package io.parley.topologies.user.preference;

import io.parley.avro.BlockChange;
import io.parley.avro.Mute;
import io.parley.avro.MuteChange;
import io.parley.avro.Preferences;
import io.parley.protocol.PreferenceLimits;
import io.parley.schemas.AvroSerdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Keeps the blocks and mutes of a partition's users. A repeated change leaves them as they are. */
public final class UserPreferences implements Restraint {

    private final Blocks blocks;
    private final Mutes mutes;

    private UserPreferences(Blocks blocks, Mutes mutes) {
        this.blocks = blocks;
        this.mutes = mutes;
    }

    /** Adds the stores and returns their names. */
    public static List<String> addTo(StreamsBuilder builder, AvroSerdes serdes) {
        return List.of(Blocks.addTo(builder, serdes), Mutes.addTo(builder));
    }

    public static UserPreferences in(ProcessorContext<?, ?> context) {
        return new UserPreferences(Blocks.in(context), Mutes.in(context));
    }

    @Override
    public Block block(String userId, String otherId) {
        return blocks.find(userId, otherId);
    }

    @Override
    public boolean isMuted(String userId, String conversationId, Instant at) {
        return mutes.isMuted(userId, conversationId, at);
    }

    /** Returns all of a user's, ascending. */
    public Preferences of(String userId) {
        return new Preferences(userId, blocked(userId), mutes.of(userId));
    }

    /** Returns the users whom a user has blocked, ascending. */
    public List<String> blocked(String userId) {
        return List.copyOf(blocks.of(userId).keySet());
    }

    /** Returns what a user has muted and isn't over, by conversation. */
    public List<Mute> muted(String userId, Instant at) {
        return mutes.of(userId).stream()
                .filter(mute -> !isOver(mute.getUntil(), at))
                .toList();
    }

    /** Returns the blocked users whose direct conversation with the user has no entry. */
    public Set<String> hidden(String userId) {
        return blocks.of(userId).entrySet().stream()
                .filter(block -> block.getValue().hidesDirect())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Notes that a blocked user began their direct conversation. Without a block it changes nothing. */
    public void hideDirect(String userId, String otherId) {
        Block block = blocks.find(userId, otherId);
        if (block != null && !block.hidesDirect()) {
            blocks.put(userId, otherId, new Block(block.since(), true));
        }
    }

    /** Begins or ends a block. One more than {@value PreferenceLimits#MOST_BLOCKED} changes nothing. */
    public void change(String userId, BlockChange change, Instant at) {
        String otherId = change.getBlockedId();
        if (change.getOff()) {
            blocks.remove(userId, otherId);
            return;
        }
        SortedMap<String, Block> known = blocks.of(userId);
        if (!known.containsKey(otherId) && known.size() < PreferenceLimits.MOST_BLOCKED) {
            blocks.put(userId, otherId, new Block(at, false));
        }
    }

    /**
     * Begins, changes or ends a mute, and forgets those that are over. One more than
     * {@value PreferenceLimits#MOST_MUTED} changes nothing.
     */
    public void change(String userId, MuteChange change, Instant at) {
        String conversationId = change.getConversationId();
        List<Mute> known = mutes.of(userId);
        known.stream()
                .filter(mute -> isOver(mute.getUntil(), at))
                .forEach(mute -> mutes.remove(userId, mute.getConversationId()));
        if (change.getOff() || isOver(change.getUntil(), at)) {
            mutes.remove(userId, conversationId);
            return;
        }
        long others = known.stream()
                .filter(mute -> !isOver(mute.getUntil(), at)
                        && !mute.getConversationId().equals(conversationId))
                .count();
        if (others < PreferenceLimits.MOST_MUTED) {
            mutes.put(userId, conversationId, change.getUntil());
        }
    }

    private static boolean isOver(Instant until, Instant at) {
        return until != null && !until.isAfter(at);
    }
}

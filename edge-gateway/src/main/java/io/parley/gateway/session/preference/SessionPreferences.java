package io.parley.gateway.session.preference;

import io.parley.avro.Mute;
import io.parley.avro.Preferences;
import io.parley.protocol.PreferenceLimits;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds the preferences of a session's user. They come before each whole inbox, if there are any, and at each change;
 * what this session has asked for counts from then on, so that its next frame finds it. For the session's event loop.
 */
public final class SessionPreferences {

    private final UserId user;
    private final Map<String, Mute> muted = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private List<String> blocked = List.of();
    private Set<String> blockedSet = Set.of();

    /** The ids of the direct conversations with blocked users; null until somebody asks. */
    private Set<String> directs;

    private Preferences announced;
    private long announcedEpoch;

    public SessionPreferences(UserId user) {
        this.user = user;
    }

    /** Notes what comes before a whole inbox of this epoch. */
    void announced(Preferences preferences, long epoch) {
        announced = preferences;
        announcedEpoch = epoch;
    }

    /**
     * Takes what came before the whole inbox of this epoch: nothing, if the user has no preferences. Returns whether the
     * client has to hear of its list of blocked users.
     */
    boolean begin(long epoch) {
        boolean any = announced != null && announcedEpoch == epoch;
        boolean hears = change(any ? announced : new Preferences(user.value(), List.of(), List.of()));
        asked.clear();
        directs = null;
        announced = null;
        return hears;
    }

    /**
     * Applies a change, and returns whether the client has to hear of its list of blocked users. What was asked for and
     * is not among them yet has another answer coming, unless the list is full.
     */
    boolean change(Preferences preferences) {
        boolean hears = !asked.isEmpty() || !preferences.getBlocked().equals(blocked);
        set(preferences);
        asked.removeIf(userId -> blockedSet.contains(userId) || blockedSet.size() >= PreferenceLimits.MOST_BLOCKED);
        return hears;
    }

    private void set(Preferences preferences) {
        blocked = List.copyOf(preferences.getBlocked());
        blockedSet = Set.copyOf(blocked);
        directs = null;
        muted.clear();
        preferences.getMuted().forEach(mute -> muted.put(mute.getConversationId(), mute));
    }

    /** The blocked users, ascending. */
    public List<String> blocked() {
        return blocked;
    }

    /** Whether the user has blocked this one, or asks for it. */
    public boolean isBlocked(String userId) {
        return blockedSet.contains(userId) || asked.contains(userId);
    }

    /** Those of these users whom the user has blocked. */
    public List<String> blockedAmong(Collection<String> userIds) {
        return userIds.stream().filter(this::isBlocked).toList();
    }

    /** Whether it is the direct conversation with a blocked user. */
    public boolean isDirectWithBlocked(String conversationId) {
        if (blockedSet.isEmpty() && asked.isEmpty()) {
            return false;
        }
        if (directs == null) {
            directs = new HashSet<>();
            blocked.forEach(other -> directs.add(directWith(other)));
            asked.forEach(other -> directs.add(directWith(other)));
        }
        return directs.contains(conversationId);
    }

    private String directWith(String other) {
        return ConversationId.direct(user, new UserId(other)).toString();
    }

    /** Null if the conversation isn't muted. */
    public Mute mute(String conversationId) {
        return muted.get(conversationId);
    }

    boolean hasRoomToBlock(String userId) {
        return blockedSet.contains(userId) || blockedSet.size() + asked.size() < PreferenceLimits.MOST_BLOCKED;
    }

    boolean hasRoomToMute(String conversationId) {
        return muted.containsKey(conversationId) || muted.size() < PreferenceLimits.MOST_MUTED;
    }

    /** Notes that the user asks for a block. */
    void asks(String userId) {
        asked.add(userId);
        directs = null;
    }

    /** Notes that it didn't reach the log. */
    void asksNoMore(String userId) {
        asked.remove(userId);
        directs = null;
    }
}

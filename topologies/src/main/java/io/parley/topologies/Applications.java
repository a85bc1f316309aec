package io.parley.topologies;

import io.parley.schemas.Topics;
import io.parley.topologies.Application.Continued;
import io.parley.topologies.conversation.ConversationSettings;
import io.parley.topologies.conversation.ConversationTopology;
import io.parley.topologies.notify.NotifySettings;
import io.parley.topologies.notify.NotifyTopology;
import io.parley.topologies.presence.PresenceSettings;
import io.parley.topologies.presence.PresenceTopology;
import io.parley.topologies.user.UserSettings;
import io.parley.topologies.user.UserTopology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists Parley's applications. A new one is entered here only. */
public final class Applications {

    /** Owns conversations: orders and numbers commands, and addresses the outcomes, in one transaction. */
    public static final Application CONVERSATION = new Application(
            "conversation",
            Guarantee.EXACTLY_ONCE,
            ConversationSettings.KEYS,
            ConversationSettings::keysOfSteps,
            topics -> List.of(),
            Optional.of(new Continued(Topics::events, ConversationTopology.STATE)),
            (topics, serdes, settings) ->
                    ConversationTopology.build(topics, serdes, ConversationSettings.read(settings)));

    /**
     * Owns users: finds their sessions, keeps their inboxes. Clients remove repeats by the sequence, so it needs no
     * transaction and waits for none.
     */
    public static final Application USER = new Application(
            "user",
            Guarantee.AHEAD_OF_COMMIT,
            UserSettings.KEYS,
            (topics, serdes, settings) -> UserTopology.build(topics, serdes, UserSettings.read(settings)));

    /** Owns presence and judges the gateways' leases. A separate application, so that it can't starve messages. */
    public static final Application PRESENCE = new Application(
            "presence",
            Guarantee.AT_LEAST_ONCE,
            PresenceSettings.KEYS,
            (topics, serdes, settings) -> PresenceTopology.build(topics, serdes, PresenceSettings.read(settings)));

    /**
     * Decides which device shows which notification. A separate application, so that it can't hold up messages; pushes
     * that wait leave no trace in its input, so it needs transactions.
     */
    public static final Application NOTIFY = new Application(
            "notify",
            Guarantee.EXACTLY_ONCE,
            NotifySettings.KEYS,
            (topics, serdes, settings) -> NotifyTopology.build(topics, serdes, NotifySettings.read(settings)));

    /** Those that every installation runs. */
    public static final List<Application> NEEDED = List.of(CONVERSATION, USER, PRESENCE);

    /** Those and {@link #NOTIFY}, which an installation runs that notifies devices. */
    public static final List<Application> ALL = List.of(CONVERSATION, USER, PRESENCE, NOTIFY);

    private Applications() {}

    /** @throws IllegalArgumentException if no application has this name; the message is one line */
    public static Application named(String name) {
        return ALL.stream()
                .filter(application -> application.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("application: " + name + " (expected: one of "
                        + ALL.stream().map(Application::name).collect(Collectors.joining(", ")) + ")"));
    }
}

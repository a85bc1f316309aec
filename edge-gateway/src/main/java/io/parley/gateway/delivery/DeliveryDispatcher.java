package io.parley.gateway.delivery;

import io.parley.avro.Delivery;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxAnswer;
import io.parley.avro.InboxDelivery;
import io.parley.avro.MembersDelivery;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Outcome;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.PreferencesDelivery;
import io.parley.avro.PresenceChange;
import io.parley.avro.ReadDelivery;
import io.parley.avro.Refused;
import io.parley.avro.Repeated;
import io.parley.avro.RequestRefused;
import io.parley.avro.TypingDelivery;
import io.parley.avro.WithheldDelivery;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.log.DeliveryHandler;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.presence.PresenceWatches;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionRegistry;
import io.parley.gateway.session.request.RecentMessages;
import io.parley.gateway.session.stream.SessionStream;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Dispatches each delivery to its sessions, on their event loops. A frame for many sessions is encoded once, and its
 * bytes are shared. For the thread that reads deliveries.
 */
public final class DeliveryDispatcher implements DeliveryHandler {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryDispatcher.class);

    private final SessionRegistry registry;
    private final FrameWriter frames;
    private final RepeatLookup repeats;
    private final PresenceWatches presence;
    private final Runnable startOver;
    private final GatewayMetrics metrics;
    private final LoopBatches batches;
    private final EventFrames events;

    /** @param startOver ends the gateway's epoch: every session gets a fresh inbox */
    public DeliveryDispatcher(
            SessionRegistry registry,
            FrameWriter frames,
            RecentMessages recent,
            RepeatLookup repeats,
            PresenceWatches presence,
            Runnable startOver,
            GatewayMetrics metrics) {
        this.registry = registry;
        this.frames = frames;
        this.repeats = repeats;
        this.presence = presence;
        this.startOver = startOver;
        this.metrics = metrics;
        this.batches = new LoopBatches(metrics);
        this.events = new EventFrames(frames, recent);
    }

    @Override
    public void deliver(Delivery delivery) {
        Object body = delivery.getBody();
        metrics.deliveries().ofKind(((SpecificRecord) body).getSchema().getName());
        if (body instanceof EventDelivery event) {
            event(event);
        } else if (body instanceof InboxDelivery inbox) {
            inbox(inbox);
        } else if (body instanceof InboxAnswer answer) {
            toSession(answer.getSessionId(), session -> session.requests().answered(answer));
        } else if (body instanceof OutcomeDelivery outcome) {
            outcome(outcome.getOutcome());
        } else if (body instanceof OpenedDelivery opened) {
            toSession(opened.getSessionId(), session -> session.stream().opened(opened));
        } else if (body instanceof RequestRefused refused) {
            toSession(refused.getSessionId(), session -> session.stream().requestRefused(refused));
        } else if (body instanceof MembersDelivery page) {
            toSession(page.getSessionId(), session -> session.stream().members(page));
        } else if (body instanceof ReadDelivery read) {
            read(read);
        } else if (body instanceof TypingDelivery typing) {
            typing(typing);
        } else if (body instanceof WithheldDelivery withheld) {
            withheld(withheld);
        } else if (body instanceof PreferencesDelivery preferences) {
            preferences(preferences);
        } else if (body instanceof PresenceChange change) {
            presence.changed(change);
        } else {
            throw new IllegalArgumentException("a delivery of an unknown kind: " + body.getClass());
        }
    }

    @Override
    public void endOfBatch() {
        batches.handOver();
        events.release();
    }

    @Override
    public void deliveriesLost() {
        startOver.run();
    }

    private void event(EventDelivery delivery) {
        Event event = delivery.getEvent();
        if (hasSessions(delivery.getUserIds())) {
            share(delivery.getUserIds(), events.of(event), (stream, frame) -> {
                if (delivery.getIfOpen()) {
                    stream.eventIfOpen(event, frame);
                } else {
                    stream.event(event, frame);
                }
            });
        }
    }

    private boolean hasSessions(List<String> userIds) {
        return userIds.stream().anyMatch(userId -> registry.ofUser(userId).length > 0);
    }

    private void read(ReadDelivery read) {
        String conversation = read.getConversationId();
        ServerFrame frame = frames.read(conversation, read.getReads());
        shareAll(
                read.getUserIds(),
                frame,
                (stream, share) -> stream.read(conversation, read.getReads().keySet(), share));
    }

    private void withheld(WithheldDelivery withheld) {
        ServerFrame frame = frames.event(withheld.getConversationId(), withheld.getSequence(), withheld.getSentAt());
        shareAll(withheld.getUserIds(), frame, (stream, share) -> stream.withheld(withheld, share));
    }

    private void preferences(PreferencesDelivery preferences) {
        if (preferences.getSessionId() == null) {
            toUser(
                    preferences.getPreferences().getUserId(),
                    session -> session.stream().preferences(preferences));
        } else {
            toSession(preferences.getSessionId(), session -> session.stream().preferences(preferences));
        }
    }

    private void typing(TypingDelivery typing) {
        String conversation = typing.getConversationId();
        List<String> others = typing.getUserIds().stream()
                .filter(userId -> !userId.equals(typing.getUserId()))
                .toList();
        ServerFrame frame = frames.typing(conversation, typing.getUserId(), typing.getStopped());
        shareAll(others, frame, (stream, share) -> stream.typing(conversation, typing.getUserId(), share));
    }

    private void inbox(InboxDelivery inbox) {
        if (inbox.getSessionId() == null) {
            toUser(inbox.getUserId(), session -> session.stream().inbox(inbox));
        } else if (inbox.getWhole()) {
            toSession(inbox.getSessionId(), session -> session.wholeInbox(inbox));
        } else {
            toSession(inbox.getSessionId(), session -> session.stream().inbox(inbox));
        }
    }

    private void outcome(Outcome outcome) {
        Correlation correlation = Correlation.ofCommand(outcome.getCommandId(), outcome.getConversationId());
        if (outcome.getBody() instanceof Refused refused) {
            Rejection rejection = Rejection.of(correlation, refused);
            toUser(outcome.getUserId(), session -> session.stream().refused(rejection));
        } else if (outcome.getBody() instanceof Repeated repeated) {
            repeats.answer(
                    outcome.getUserId(),
                    correlation,
                    repeated.getSequence(),
                    Math.max(repeated.getSequence(), repeated.getHead()));
        } else {
            LOG.warn(
                    "an outcome of an unknown kind is ignored: {}",
                    outcome.getBody().getClass());
        }
    }

    /** Like {@link #share}, and also takes the caller's own reference. */
    private void shareAll(List<String> userIds, ServerFrame frame, BiConsumer<SessionStream, ServerFrame> action) {
        share(userIds, frame, action);
        frame.release();
    }

    /** Hands a share of the frame to every session of these users; the caller keeps its own reference. */
    private void share(List<String> userIds, ServerFrame frame, BiConsumer<SessionStream, ServerFrame> action) {
        for (String userId : userIds) {
            for (Session session : registry.ofUser(userId)) {
                ServerFrame share = frame.share();
                batches.add(session, () -> action.accept(session.stream(), share));
            }
        }
    }

    private void toUser(String userId, Consumer<Session> action) {
        for (Session session : registry.ofUser(userId)) {
            batches.add(session, () -> action.accept(session));
        }
    }

    private void toSession(String sessionId, Consumer<Session> action) {
        Session session = registry.byId(sessionId);
        if (session != null) {
            batches.add(session, () -> action.accept(session));
        }
    }
}

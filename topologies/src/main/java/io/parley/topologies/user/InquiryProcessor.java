package io.parley.topologies.user;

import io.parley.avro.Answer;
import io.parley.avro.AnsweredSession;
import io.parley.avro.InboxEntry;
import io.parley.avro.Inquiry;
import io.parley.avro.UserAnswer;
import io.parley.topologies.user.preference.UserPreferences;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers the admin process, which looks at users: their sessions, blocks, mutes, and a page of their conversations. */
final class InquiryProcessor extends ContextualProcessor<String, Inquiry, String, Answer> {

    /** A page fits into a record. */
    private static final int MOST_CONVERSATIONS = 1_000;

    private SessionStores sessions;
    private InboxStore inboxes;
    private LargeHeads largeHeads;
    private UserPreferences preferences;

    @Override
    public void init(ProcessorContext<String, Answer> context) {
        super.init(context);
        sessions = SessionStores.in(context);
        inboxes = InboxStore.in(context);
        largeHeads = LargeHeads.in(context);
        preferences = UserPreferences.in(context);
    }

    @Override
    public void process(Record<String, Inquiry> record) {
        Inquiry inquiry = record.value();
        if (inquiry != null) {
            context()
                    .forward(record.withKey(inquiry.getRequestId())
                            .withValue(new Answer(
                                    inquiry.getRequestId(),
                                    answer(inquiry, Instant.ofEpochMilli(record.timestamp())))));
        }
    }

    private UserAnswer answer(Inquiry inquiry, Instant at) {
        String userId = inquiry.getUserId();
        int limit = Math.max(0, Math.min(inquiry.getLimit(), MOST_CONVERSATIONS));
        String after = inquiry.getAfter() == null ? "" : inquiry.getAfter();
        List<InboxEntry> entries = new ArrayList<>();
        for (Map.Entry<String, InboxConversation> row :
                inboxes.page(userId, after, limit + 1).entrySet()) {
            entries.add(largeHeads.shown(row.getKey(), row.getValue()).entry(row.getKey(), null));
        }
        boolean more = entries.size() > limit;
        boolean first = inquiry.getAfter() == null;
        return new UserAnswer(
                userId,
                sessions.of(userId).sessions().stream()
                        .map(session -> new AnsweredSession(session.getSessionId(), session.getGatewayId()))
                        .toList(),
                List.copyOf(more ? entries.subList(0, limit) : entries),
                more,
                first ? preferences.blocked(userId) : List.of(),
                first ? preferences.muted(userId, at) : List.of());
    }
}

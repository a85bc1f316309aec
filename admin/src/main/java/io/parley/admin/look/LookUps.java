package io.parley.admin.look;

import io.parley.admin.act.ActRefusedException;
import io.parley.admin.act.ActRefusedException.Kind;
import io.parley.admin.log.LogRequests;
import io.parley.avro.Answer;
import io.parley.avro.ConversationAnswer;
import io.parley.avro.Inquiry;
import io.parley.avro.Look;
import io.parley.avro.Signal;
import io.parley.avro.UserAnswer;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.ConversationId;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.schemas.UserId;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Asks the owners of users and conversations what they know. Keeps nothing. Blocks; thread-safe. */
public final class LookUps {

    /** Stands in a question for a session. */
    private static final String NOBODY = "admin";

    private final LogRequests requests;
    private final Topics topics;
    private final Deserializer<Answer> answers;
    private final Duration patience;

    /** @param patience how long an answer is waited for */
    public LookUps(LogRequests requests, Topics topics, AvroSerdes serdes, Duration patience) {
        serdes.register(topics.inquiries());
        serdes.register(topics.signals());
        this.requests = requests;
        this.topics = topics;
        this.answers = serdes.value(topics.answers()).deserializer();
        this.patience = patience;
    }

    /**
     * Looks at a user: sessions, and a page of conversations by their ids. One that nobody knows has neither.
     *
     * @throws ActRefusedException if the answer doesn't come
     */
    public UserAnswer user(UserId user, Optional<String> after, int limit) throws ActRefusedException {
        String id = newId();
        Inquiry inquiry = new Inquiry(id, user.value(), after.orElse(null), limit);
        return (UserAnswer) ask(topics.inquiries(), user.value(), inquiry, id).getBody();
    }

    /**
     * Looks at a conversation: its head, and a page of members by their ids.
     *
     * @throws ActRefusedException if there is none, or the answer doesn't come
     */
    public ConversationAnswer conversation(ConversationId conversation, Optional<String> after, int limit)
            throws ActRefusedException {
        String id = newId();
        Look look = new Look(id, after.orElse(null), limit);
        Signal signal = new Signal(conversation.toString(), NOBODY, NOBODY, NOBODY, 0L, look);
        Answer answer = ask(topics.signals(), conversation.toString(), signal, id);
        if (answer.getBody() instanceof ConversationAnswer known) {
            return known;
        }
        throw new ActRefusedException(Kind.NOT_FOUND, "there is no conversation " + conversation);
    }

    private <V extends SpecificRecord> Answer ask(Topic<V> topic, String id, V question, String requestId)
            throws ActRefusedException {
        try {
            Optional<Answer> answer = requests.ask(
                    topic,
                    id,
                    question,
                    Set.of(new TopicPartition(topics.answers().name(), 0)),
                    requestId,
                    next -> Optional.of(answers.deserialize(next.topic(), next.value())),
                    patience);
            if (answer.isPresent()) {
                return answer.get();
            }
            throw new ActRefusedException(Kind.UNAVAILABLE, "the owner does not answer within " + patience);
        } catch (KafkaException e) {
            throw new ActRefusedException(Kind.UNAVAILABLE, "the log does not answer", e);
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}

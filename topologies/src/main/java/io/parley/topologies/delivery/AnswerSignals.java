package io.parley.topologies.delivery;

import io.parley.avro.Signal;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Answers what sessions do in a conversation that is not numbered: in the conversation's own task, where it is known who
 * is a member now.
 */
final class AnswerSignals extends ContextualProcessor<String, Signal, String, SignalAnswer> {

    private ConversationStores stores;

    @Override
    public void init(ProcessorContext<String, SignalAnswer> context) {
        super.init(context);
        stores = ConversationStores.in(context);
    }

    @Override
    public void process(Record<String, Signal> record) {
        Signal signal = record.value();
        if (signal == null) {
            return;
        }
        String conversationId = signal.getConversationId();
        String userId = signal.getUserId();
        SignalAnswer answer = SignalAnswer.decide(
                signal,
                stores.conversation(conversationId),
                stores.member(conversationId, userId),
                () -> stores.members(conversationId));
        if (answer instanceof SignalAnswer.MarkMoved moved) {
            stores.put(conversationId, userId, moved.member());
        }
        context().forward(record.withKey(userId).withValue(answer));
    }
}

package io.parley.topologies.user;

import io.parley.avro.InboxAnswer;
import io.parley.avro.InboxRequest;
import io.parley.avro.ListPage;
import io.parley.avro.LookUp;
import io.parley.schemas.GatewayId;
import io.parley.topologies.parts.GatewayDelivery;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.util.List;

/**
 * Answers the requests of sessions for entries of their user's inbox, in the order of the user's own task: earlier
 * events are in the answer, later ones follow it. Reads no more than a page, and writes nothing.
 */
final class InboxRequestProcessor extends ContextualProcessor<String, InboxRequest, String, RouteOutput> {

    private Inboxes inboxes;

    @Override
    public void init(ProcessorContext<String, RouteOutput> context) {
        super.init(context);
        inboxes = Inboxes.in(context);
    }

    @Override
    public void process(Record<String, InboxRequest> record) {
        InboxRequest request = record.value();
        if (request == null || !GatewayId.isValid(request.getGatewayId())) {
            return;
        }
        InboxPage page = null;
        if (request.getBody() instanceof ListPage list) {
            page = list(request.getUserId(), list);
        } else if (request.getBody() instanceof LookUp lookUp) {
            page = new InboxPage(
                    inboxes.entry(request.getUserId(), lookUp.getConversationId()).stream()
                            .toList(),
                    null);
        }
        if (page != null) {
            forward(record, page);
        }
    }

    private InboxPage list(String userId, ListPage list) {
        Activity before = list.getBefore() == null ? null : Activity.of(list.getBefore());
        int limit = Math.max(1, Math.min(WholeInbox.MOST_ENTRIES, list.getLimit()));
        return inboxes.page(userId, before, limit);
    }

    private void forward(Record<String, InboxRequest> record, InboxPage page) {
        InboxRequest request = record.value();
        GatewayDelivery delivery = GatewayDelivery.of(
                request.getGatewayId(),
                request.getUserId(),
                new InboxAnswer(
                        request.getUserId(),
                        request.getSessionId(),
                        request.getRequestId(),
                        List.copyOf(page.entries()),
                        page.next()));
        context().forward(new RouteOutput.ToGateway(delivery).after(record));
    }
}

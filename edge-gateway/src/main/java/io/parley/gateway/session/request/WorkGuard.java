package io.parley.gateway.session.request;

import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Remove;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.limit.Budget;
import io.parley.gateway.limit.Shortage;
import io.parley.gateway.limit.Work;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.connection.FrameSender;

import java.util.Optional;

/**
 * Rejects a session's requests that exceed a budget of work, and charges the answers to the others. For its event loop.
 */
final class WorkGuard {

    /** An answer to {@code open} with its 100 members, their read marks and their presence has some 20 KiB. */
    static final Work OPEN = Work.request(Work.RECORD_UNITS + 20);

    /** A question to the owner of the user, and a row that it reads. */
    static final Work LOOK_UP = Work.request(Work.RECORD_UNITS + 1);

    private final Budget budget;
    private final FrameSender sender;
    private final GatewayMetrics metrics;

    WorkGuard(Budget budget, FrameSender sender, GatewayMetrics metrics) {
        this.budget = budget;
        this.sender = sender;
        this.metrics = metrics;
    }

    /** Returns the work of a command: every member that it touches is a row in an inbox, and a record to a session. */
    static Work of(ClientFrame.Command command) {
        Object body = command.body();
        if (body instanceof Create create) {
            int members = create.getMembers().size();
            int groups = create.getKind() == ConversationKind.GROUP ? 1 : 0;
            return new Work(1, touching(members), groups, members);
        }
        if (body instanceof Add add) {
            int members = add.getMembers().size();
            return new Work(1, touching(members), 0, members);
        }
        if (body instanceof Remove remove) {
            return new Work(1, touching(remove.getMembers().size()), 0, 0);
        }
        if (body instanceof ChangeRole role) {
            return new Work(1, touching(role.getMembers().size()), 0, 0);
        }
        return Work.PLAIN_COMMAND;
    }

    /** Whether there is enough left for the work, which is then taken; rejects the request if not. */
    boolean admits(Correlation request, Work work) {
        Optional<Shortage> shortage = budget.take(work);
        shortage.ifPresent(found -> {
            metrics.budgetExceeded(found.of().label());
            sender.reject(Rejection.retryable(request, found.of().reason(), found.until()));
        });
        return shortage.isEmpty();
    }

    /** Sends an answer, and charges its bytes. */
    void answer(ServerFrame frame) {
        budget.answered(frame.bytes().readableBytes());
        sender.send(frame);
    }

    private static long touching(int members) {
        return (long) Work.RECORD_UNITS + members;
    }
}

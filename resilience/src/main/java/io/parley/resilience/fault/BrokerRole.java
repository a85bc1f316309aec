package io.parley.resilience.fault;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.KafkaFuture;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Names what a broker does for an installation, and finds the one that does it now. */
enum BrokerRole {
    CONTROLLER("controller", "the active controller") {
        @Override
        int find(Admin admin) throws InterruptedException {
            return get(admin.describeMetadataQuorum().quorumInfo()).leaderId();
        }
    },
    LEADER("leader-of-commands", "the leader of a partition of commands") {
        @Override
        int find(Admin admin) throws InterruptedException {
            return get(admin.describeTopics(List.of(COMMANDS)).topicNameValues().get(COMMANDS))
                    .partitions()
                    .get(0)
                    .leader()
                    .id();
        }
    },
    GROUP_COORDINATOR("group-coordinator", "the coordinator of the group of conversation") {
        @Override
        int find(Admin admin) throws InterruptedException {
            return get(admin.describeConsumerGroups(List.of(CONVERSATION))
                            .describedGroups()
                            .get(CONVERSATION))
                    .coordinator()
                    .id();
        }
    },
    TRANSACTION_COORDINATOR("transaction-coordinator", "the coordinator of most transactions of conversation") {
        @Override
        int find(Admin admin) throws InterruptedException {
            Map<Integer, Collection<TransactionListing>> listings =
                    get(admin.listTransactions().allByBrokerId());
            int most = -1;
            long count = -1;
            for (Map.Entry<Integer, Collection<TransactionListing>> broker : listings.entrySet()) {
                long own = broker.getValue().stream()
                        .filter(listing -> listing.transactionalId().startsWith(CONVERSATION))
                        .count();
                if (own > count) {
                    most = broker.getKey();
                    count = own;
                }
            }
            return most;
        }
    };

    private static final String COMMANDS = "parley.commands";
    private static final String CONVERSATION = "parley.conversation";
    private static final long BOUND_SECONDS = 20;

    private final String label;
    private final String description;

    BrokerRole(String label, String description) {
        this.label = label;
        this.description = description;
    }

    /** Returns its name in that of a fault. */
    String label() {
        return label;
    }

    String description() {
        return description;
    }

    /** Returns the number of the broker that has this role now. */
    abstract int find(Admin admin) throws InterruptedException;

    private static <T> T get(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the brokers don't say who has which role", e);
        }
    }
}

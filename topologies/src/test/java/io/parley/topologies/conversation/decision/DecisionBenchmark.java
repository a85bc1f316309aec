package io.parley.topologies.conversation.decision;

import com.sun.management.ThreadMXBean;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Send;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decisions a second and bytes allocated by each: without Kafka, without stores and without records being
 * serialised, but with the maps in which the test keeps its conversations. One thread. Run by hand.
 */
class DecisionBenchmark {

    private static final String GROUP = "11111111-1111-4111-8111-111111111111";
    private static final String OTHER_GROUPS = "22222222-2222-4222-8222-";
    private static final long FIRST_GROUP = 100_000_000_000L;
    private static final int MESSAGES = 500_000;
    private static final int CREATIONS = 5_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private interface Step {

        Decision decide(MemoryConversations conversations, int number);
    }

    @Test
    void measure() {
        System.out.printf("%-46s %14s %16s%n", "", "decisions/s", "bytes/decision");
        for (int members : new int[] {10, 1_000}) {
            run(
                    "send to a group of " + members,
                    members,
                    MESSAGES,
                    (conversations, number) -> conversations.decide(send(number % members, number), number));
            run(
                    "the same again, in a group of " + members,
                    members,
                    MESSAGES,
                    (conversations, number) -> conversations.decide(send(number % members, number % 1_000), number));
            run(
                    "create a group of " + members,
                    members,
                    CREATIONS,
                    (conversations, number) ->
                            conversations.decide(create(members, OTHER_GROUPS + (FIRST_GROUP + number)), number));
        }
    }

    private void run(String what, int members, int times, Step step) {
        long nanos = 0;
        long allocated = 0;
        for (int round = 0; round < 2; round++) {
            MemoryConversations conversations = new MemoryConversations(DecisionRules.standard());
            conversations.decide(create(members, GROUP), 0);
            long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
            long begin = System.nanoTime();
            int accepted = 0;
            for (int number = 0; number < times; number++) {
                accepted += step.decide(conversations, number) instanceof Decision.Refused ? 0 : 1;
            }
            nanos = System.nanoTime() - begin;
            allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
            if (accepted != times) {
                throw new IllegalStateException((times - accepted) + " of " + times + " were refused");
            }
        }
        System.out.printf("%-46s %14.0f %16d%n", what, times * 1e9 / nanos, allocated / times);
    }

    private static Command create(int members, String id) {
        List<String> others =
                IntStream.range(1, members).mapToObj(DecisionBenchmark::user).toList();
        return new Command(id, user(0), "create", new Create(ConversationKind.GROUP, others, null));
    }

    private static Command send(int sender, int number) {
        return new Command(
                GROUP,
                user(sender),
                "id-" + number,
                Send.newBuilder().setContent("a message").build());
    }

    private static String user(int number) {
        return "user-" + number;
    }
}

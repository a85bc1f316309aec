package io.parley.topologies.conversation.decision;

import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Send;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures decisions a second and bytes allocated by each: without Kafka, without stores and without serialisation, but
 * with the maps in which the test keeps its conversations. One thread. Run by hand.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {

    private static final String GROUP = "11111111-1111-4111-8111-111111111111";
    private static final String OTHER_GROUPS = "22222222-2222-4222-8222-";
    private static final long FIRST_GROUP = 100_000_000_000L;
    private static final int REPEATED = 1_000;

    /** Members of each group. */
    @Param({"10", "1000"})
    public int members;

    private MemoryConversations conversations;
    private int number;

    /** Begins each iteration without what the one before remembers. */
    @Setup(Level.Iteration)
    public void prepare() {
        conversations = new MemoryConversations(DecisionRules.standard());
        accepted(conversations.decide(create(members, GROUP), 0));
        number = 0;
    }

    /** Decides on a new message to a group. */
    @Benchmark
    public Decision send() {
        int next = number++;
        return accepted(conversations.decide(send(next % members, next), next));
    }

    /** Decides on messages of which all but the first thousand are repeats. */
    @Benchmark
    public Decision repeat() {
        int next = number++;
        return accepted(conversations.decide(send(next % members, next % REPEATED), next));
    }

    /** Decides on a new group. */
    @Benchmark
    public Decision create() {
        int next = number++;
        return accepted(conversations.decide(create(members, OTHER_GROUPS + (FIRST_GROUP + next)), next));
    }

    @Test
    void measure() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(DecisionBenchmark.class.getSimpleName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }

    private static Decision accepted(Decision decision) {
        if (decision instanceof Decision.Refused) {
            throw new IllegalStateException("refused: " + decision);
        }
        return decision;
    }

    private static Command create(int members, String id) {
        List<String> others =
                IntStream.range(1, members).mapToObj(DecisionBenchmark::user).toList();
        return new Command(id, user(0), "create", new Create(ConversationKind.GROUP, others, null), false, null);
    }

    private static Command send(int sender, int number) {
        return new Command(
                GROUP,
                user(sender),
                "id-" + number,
                Send.newBuilder().setContent("a message").build(),
                false,
                null);
    }

    private static String user(int number) {
        return "user-" + number;
    }
}

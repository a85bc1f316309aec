package io.parley.bench.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * Users, by index from 0, and their conversations, of which the kind is chosen first.
 *
 * @param shape one line for readers of the result
 * @param kinds of conversations, each with its share of all messages
 */
public record Population(String shape, int users, List<Kind> kinds) {

    /**
     * Conversations that share part of the messages evenly.
     *
     * @param share of all messages, above 0 and up to 1
     */
    public record Kind(double share, List<ConversationPlan> conversations) {

        public Kind {
            conversations = List.copyOf(conversations);
            if (conversations.isEmpty() || share <= 0 || share > 1) {
                throw new IllegalArgumentException("a kind needs conversations and a share of the messages");
            }
        }
    }

    public Population {
        kinds = List.copyOf(kinds);
        double all = kinds.stream().mapToDouble(Kind::share).sum();
        if (!kinds.isEmpty() && Math.abs(all - 1) > 1e-9) {
            throw new IllegalArgumentException("the shares of the kinds add up to " + all + " (expected: 1)");
        }
    }

    /** All conversations; their places in it are their indices. */
    public List<ConversationPlan> conversations() {
        List<ConversationPlan> all = new ArrayList<>();
        kinds.forEach(kind -> all.addAll(kind.conversations()));
        return all;
    }

    /** The same population with every conversation open at all members, as on the screens of people who talk. */
    public Population open() {
        return new Population(
                shape + ", all of them open",
                users,
                kinds.stream()
                        .map(kind -> new Kind(
                                kind.share(),
                                kind.conversations().stream()
                                        .map(ConversationPlan::open)
                                        .toList()))
                        .toList());
    }

    /** The average number of sessions that see a message, with its sender's own. */
    public double deliveriesPerMessage() {
        return kinds.stream()
                .mapToDouble(kind -> kind.share()
                        * kind.conversations().stream()
                                .mapToInt(ConversationPlan::size)
                                .average()
                                .orElse(0))
                .sum();
    }
}

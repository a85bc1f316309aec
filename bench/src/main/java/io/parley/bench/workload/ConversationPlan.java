package io.parley.bench.workload;

import java.util.stream.IntStream;

/**
 * A planned conversation.
 *
 * @param direct whether it is a direct conversation of two users
 * @param opened whether every member has it open
 * @param firstMember the index of the user who creates it
 * @param size its number of members: the creator and the users after them
 */
public record ConversationPlan(boolean direct, boolean opened, int firstMember, int size) {

    public ConversationPlan {
        if (size < 2 || firstMember < 0 || (direct && size != 2)) {
            throw new IllegalArgumentException("a conversation needs two members or more, a direct one exactly two");
        }
    }

    static ConversationPlan direct(int firstMember) {
        return new ConversationPlan(true, false, firstMember, 2);
    }

    static ConversationPlan group(boolean opened, int firstMember, int size) {
        return new ConversationPlan(false, opened, firstMember, size);
    }

    /** Returns the same plan, open at all members. */
    ConversationPlan open() {
        return new ConversationPlan(direct, true, firstMember, size);
    }

    /** Returns the index of a user. */
    public int member(int place) {
        return firstMember + place;
    }

    public IntStream members() {
        return IntStream.range(0, size).map(this::member);
    }
}

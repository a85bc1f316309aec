package io.parley.topologies.delivery;

import io.parley.avro.Event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Whom an event of a large group reaches: those who have it open, and those whom it concerns personally. Everybody else
 * hears of the head alone.
 *
 * <p>It concerns the sender, who waits for what became of the command, and those who join or leave by it. When a replay
 * brings it again, those who have left since are on the personal way too, since their interest ended as they left.
 *
 * @param direct by gateway, the users who have it open there
 * @param personal by partition, the users whom it reaches on their own task's way
 */
record LargeReach(Map<String, List<String>> direct, Map<Integer, List<String>> personal) {

    /**
     * @param largeBy the sequence of the event by which the conversation became large
     * @param roster as it is after the event, or later
     * @param interests as they are before the event ends any, or later
     * @param partitionOf the partition of a user
     */
    static LargeReach of(
            Event event, long largeBy, Roster roster, Interests interests, ToIntFunction<String> partitionOf) {
        long sequence = event.getSequence();
        SortedSet<String> concerned = new TreeSet<>(interests.earlier(largeBy));
        concerned.addAll(roster.comingOrGone(sequence));
        concerned.add(event.getSenderId());
        Map<Integer, List<String>> personal = new TreeMap<>();
        for (String userId : concerned) {
            if (roster.of(userId).covers(sequence)) {
                personal.computeIfAbsent(partitionOf.applyAsInt(userId), partition -> new ArrayList<>())
                        .add(userId);
            }
        }
        Map<String, List<String>> direct = interests.direct(largeBy);
        return new LargeReach(sequence > roster.changedBy() ? direct : covered(direct, roster, sequence), personal);
    }

    /** Without those who were no members when the event came: a replay finds interests that began later. */
    private static Map<String, List<String>> covered(Map<String, List<String>> direct, Roster roster, long sequence) {
        Map<String, List<String>> covered = new TreeMap<>();
        direct.forEach((gatewayId, userIds) -> {
            List<String> members = userIds.stream()
                    .filter(userId -> roster.of(userId).covers(sequence))
                    .toList();
            if (!members.isEmpty()) {
                covered.put(gatewayId, members);
            }
        });
        return covered;
    }
}

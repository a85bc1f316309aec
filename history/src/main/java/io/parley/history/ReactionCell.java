package io.parley.history;

import io.parley.avro.Reacted;
import io.parley.schemas.Reactions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A user's reaction to a message, as a cell of the row's map {@code reactions}: given, or taken back. There is one cell
 * for each user and reaction, so the store's own rule (of two writes of a cell the later one stays) keeps the user's
 * newest change of a reaction, in any order and with any number of repeats, and without a read.
 *
 * <pre>
 *  bob ❤      ->  7 ❤️     bob gave it by event 7, spelled so
 *  carol ❤    ->           taken back: a value rather than a tombstone, which reads would have to step over
 * </pre>
 */
final class ReactionCell {

    private static final String TAKEN_BACK = "";
    private static final char SEPARATOR = ' ';

    private ReactionCell() {}

    /** The cell's key: no user id contains a space. */
    static String key(String userId, Reacted reacted) {
        return userId + SEPARATOR + Reactions.key(reacted.getReaction());
    }

    /** The cell's value, by the event of a sequence. */
    static String value(long sequence, Reacted reacted) {
        return reacted.getRemoved() ? TAKEN_BACK : sequence + String.valueOf(SEPARATOR) + reacted.getReaction();
    }

    /** Reads the reactions from the cells of a row. */
    static List<StoredReaction> read(Map<String, String> cells) {
        List<Given> given = new ArrayList<>();
        cells.forEach((key, value) -> {
            if (!value.equals(TAKEN_BACK)) {
                given.add(Given.read(key, value));
            }
        });
        given.sort(Comparator.comparingLong(Given::sequence));
        Map<String, List<Given>> byReaction = new LinkedHashMap<>();
        for (Given one : given) {
            byReaction
                    .computeIfAbsent(one.reactionKey(), key -> new ArrayList<>())
                    .add(one);
        }
        return byReaction.values().stream()
                .map(same -> new StoredReaction(
                        same.get(0).reaction(), same.stream().map(Given::userId).toList()))
                .toList();
    }

    private record Given(String userId, String reactionKey, long sequence, String reaction) {

        static Given read(String key, String value) {
            int user = key.indexOf(SEPARATOR);
            int number = value.indexOf(SEPARATOR);
            return new Given(
                    key.substring(0, user),
                    key.substring(user + 1),
                    Long.parseLong(value.substring(0, number)),
                    value.substring(number + 1));
        }
    }
}

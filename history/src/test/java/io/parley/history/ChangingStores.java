package io.parley.history;

import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Message;
import io.parley.avro.Reacted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Conversations that chance makes, on their way into a store under the writer's rule: an event's own row comes when what it
 * and all before it do to other rows has been done. What is touched, and which row comes when, is by chance beyond that.
 */
final class ChangingStores {

    private static final int LONGEST_DELAY_MILLIS = 4_000;

    private ChangingStores() {}

    /**
     * @param first the lowest sequence that the store has
     * @param reached the highest one that it will ever have
     * @param touching how many of a hundred events touch an earlier message
     */
    static GrowingShelf random(Random random, long first, long reached, int touching) {
        int lateInHundred = 1 + random.nextInt(12);
        int missingInHundred = random.nextInt(6);
        GrowingShelf shelf = new GrowingShelf();
        List<Long> messages = new ArrayList<>();
        Duration touched = Duration.ZERO;
        for (long sequence = first; sequence <= reached; sequence++) {
            Object body;
            if (!messages.isEmpty() && random.nextInt(100) < touching) {
                body = touch(random, sequence, messages.get(random.nextInt(messages.size())));
                Duration moment = seldomLate(random, lateInHundred);
                shelf.touched(sequence, body, moment);
                touched = moment.compareTo(touched) > 0 ? moment : touched;
            } else {
                body = new Message("text " + sequence, "text/plain", false, null);
                messages.add(sequence);
            }
            if (random.nextInt(100) >= missingInHundred) {
                Duration late = seldomLate(random, lateInHundred);
                shelf.with(sequence, body, late.compareTo(touched) > 0 ? late : touched);
            }
        }
        return shelf;
    }

    private static Object touch(Random random, long sequence, long target) {
        return switch (random.nextInt(3)) {
            case 0 -> new Edited(target, "text by " + sequence);
            case 1 -> new Deleted(target);
            default -> new Reacted(target, "👍", false);
        };
    }

    private static Duration seldomLate(Random random, int lateInHundred) {
        return Duration.ofMillis(random.nextInt(100) < lateInHundred ? random.nextInt(LONGEST_DELAY_MILLIS) : 0);
    }
}

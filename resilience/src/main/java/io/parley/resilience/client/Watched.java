package io.parley.resilience.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps which conversations are to be open, and which are. Not thread-safe. */
final class Watched {

    private final Set<String> wanted = new HashSet<>();
    private final Set<String> open = new HashSet<>();

    void add(String conversation) {
        wanted.add(conversation);
    }

    /** Takes note that the gateway has opened it. */
    void opened(String conversation) {
        open.add(conversation);
    }

    /** Takes note that nothing is open any more. */
    void closeAll() {
        open.clear();
    }

    /** Returns those that have to be opened. */
    List<String> missing() {
        return wanted.stream()
                .filter(conversation -> !open.contains(conversation))
                .toList();
    }
}

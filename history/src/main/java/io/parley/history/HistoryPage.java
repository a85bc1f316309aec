package io.parley.history;

import java.util.List;

/**
 * The answer to a {@link HistoryQuery}.
 *
 * @param events ascending and without a gap, possibly none
 * @param head the head of the query: nothing above it is returned
 * @param complete whether the store reaches {@code through}, or else the head, and the events show the effect of
 *     everything up to there
 * @param more whether the page ended before that, so that another query may return more; for pages read backwards,
 *     whether older events exist
 */
public record HistoryPage(List<StoredEvent> events, long head, boolean complete, boolean more) {

    public HistoryPage {
        events = List.copyOf(events);
    }
}

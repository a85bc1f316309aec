package io.parley.history;

import java.util.List;

/**
 * The answer to a {@link HistoryQuery}.
 *
 * @param events ascending and without a gap, possibly none
 * @param head the head that the query was asked with: nothing above it is ever given
 * @param complete whether the store reaches what was asked for ({@code through}, or else the head), and the events show
 *     the effect of everything up to there
 * @param more whether the page ended before that, so that asking on makes sense; of pages that are read backwards,
 *     whether older events exist
 */
public record HistoryPage(List<StoredEvent> events, long head, boolean complete, boolean more) {

    public HistoryPage {
        events = List.copyOf(events);
    }
}

package io.parley.gateway.frame;

import io.parley.history.HistoryPage;
import io.parley.history.StoredEvent;

import java.util.List;

/**
 * Trims a page of history to what one frame may hold. A page read forwards loses its newest events, one read backwards
 * its oldest, one around an event those farthest from it; the client continues from the page that it got.
 */
public final class PageTrimmer {

    private final int frameBytes;

    /** @param frameBytes the most that a frame may hold, in bytes */
    public PageTrimmer(int frameBytes) {
        this.frameBytes = frameBytes;
    }

    /** Trims a page that goes up from its starting point. */
    public HistoryPage forwards(HistoryPage page) {
        return trim(page, 0, true);
    }

    /** Trims a page that goes down from its starting point. */
    public HistoryPage backwards(HistoryPage page) {
        return trim(page, page.events().size(), false);
    }

    /** Trims a page on both sides of an event. */
    public HistoryPage around(HistoryPage page, long sequence) {
        List<StoredEvent> events = page.events();
        int place = 0;
        while (place < events.size() && events.get(place).sequence() < sequence) {
            place++;
        }
        return trim(page, place, true);
    }

    /**
     * Adds events from a position on, alternately above and below it, until the next doesn't fit.
     *
     * @param moreIsNewer whether {@code more} means newer events; else older ones
     */
    private HistoryPage trim(HistoryPage page, int place, boolean moreIsNewer) {
        List<StoredEvent> events = page.events();
        int from = place;
        int to = place;
        long bytes = 0;
        while (to - from < events.size()) {
            boolean up = to < events.size() && (from == 0 || to - place <= place - from);
            bytes += EventJson.longest(events.get(up ? to : from - 1));
            if (bytes > frameBytes && to > from) {
                boolean trimmedWhereMoreIs = moreIsNewer ? to < events.size() : from > 0;
                return new HistoryPage(
                        events.subList(from, to), page.head(), page.complete(), page.more() || trimmedWhereMoreIs);
            }
            if (up) {
                to++;
            } else {
                from--;
            }
        }
        return page;
    }
}

package io.parley.gateway.frame;

import io.parley.history.HistoryPage;
import io.parley.history.StoredEvent;

import java.util.List;

/**
 * Cuts a page of history to what one frame may hold. A page that is read forwards loses its newest events, one that is
 * read backwards its oldest, one around an event those that are farthest from it; the client asks on from what it got.
 */
public final class PageCut {

    private final int frameBytes;

    /** @param frameBytes the most that a frame may hold, in bytes */
    public PageCut(int frameBytes) {
        this.frameBytes = frameBytes;
    }

    /** Cuts a page that goes up from its starting point. */
    public HistoryPage forwards(HistoryPage page) {
        return cut(page, 0, true);
    }

    /** Cuts a page that goes down from its starting point. */
    public HistoryPage backwards(HistoryPage page) {
        return cut(page, page.events().size(), false);
    }

    /** Cuts a page on both sides of an event. */
    public HistoryPage around(HistoryPage page, long sequence) {
        List<StoredEvent> events = page.events();
        int place = 0;
        while (place < events.size() && events.get(place).sequence() < sequence) {
            place++;
        }
        return cut(page, place, true);
    }

    /**
     * Takes events from a place on, by turns above and below it, until the next doesn't fit.
     *
     * @param moreIsNewer whether {@code more} speaks of newer events; else of older ones
     */
    private HistoryPage cut(HistoryPage page, int place, boolean moreIsNewer) {
        List<StoredEvent> events = page.events();
        int from = place;
        int to = place;
        long bytes = 0;
        while (to - from < events.size()) {
            boolean up = to < events.size() && (from == 0 || to - place <= place - from);
            bytes += EventJson.longest(events.get(up ? to : from - 1));
            if (bytes > frameBytes && to > from) {
                boolean cutWhereMoreIs = moreIsNewer ? to < events.size() : from > 0;
                return new HistoryPage(
                        events.subList(from, to), page.head(), page.complete(), page.more() || cutWhereMoreIs);
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

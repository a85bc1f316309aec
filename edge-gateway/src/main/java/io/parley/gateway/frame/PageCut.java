package io.parley.gateway.frame;

import io.parley.history.HistoryPage;
import io.parley.history.StoredEvent;

import java.util.List;

/**
 * Cuts a page of history to what one frame may hold. A page that is read forwards loses its newest events, one that is
 * read backwards its oldest; either way the client is told that there are more, and asks on from what it got.
 */
public final class PageCut {

    private final int frameBytes;

    /** @param frameBytes the most that a frame may hold, in bytes */
    public PageCut(int frameBytes) {
        this.frameBytes = frameBytes;
    }

    /** @param forwards whether the page goes up from its starting point */
    public HistoryPage cut(HistoryPage page, boolean forwards) {
        List<StoredEvent> events = page.events();
        int size = events.size();
        int taken = 0;
        long bytes = 0;
        while (taken < size) {
            StoredEvent next = events.get(forwards ? taken : size - 1 - taken);
            bytes += EventJson.longest(next.event());
            if (bytes > frameBytes && taken > 0) {
                List<StoredEvent> kept = forwards ? events.subList(0, taken) : events.subList(size - taken, size);
                return new HistoryPage(kept, page.head(), page.complete(), true);
            }
            taken++;
        }
        return page;
    }
}

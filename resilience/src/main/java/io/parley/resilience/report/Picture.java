package io.parley.resilience.report;

import io.parley.resilience.run.Timeline;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws for each fault how many events reached clients, in steps of half a second: a stall is a gap. The red line is the
 * fault, the green one the moment from which all that it broke served again.
 */
public final class Picture {

    private static final int NAME_WIDTH = 260;
    private static final int STEP_WIDTH = 6;
    private static final int ROW_HEIGHT = 30;
    private static final int BAR_HEIGHT = 22;
    private static final int HEAD_HEIGHT = 34;
    private static final int STEPS = 130;
    private static final int MILLIS = 1000;
    private static final int MARK_SECONDS = 10;

    private final List<KeptResult> results;

    /** @param results in the order in which they are drawn */
    public Picture(List<KeptResult> results) {
        this.results = List.copyOf(results);
    }

    /** Returns the picture as SVG. */
    public String svg() {
        int width = NAME_WIDTH + STEPS * STEP_WIDTH + 10;
        int height = HEAD_HEIGHT + results.size() * ROW_HEIGHT + 10;
        List<String> lines = new ArrayList<>();
        lines.add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height
                + "\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#333\">");
        lines.add("<title>Events that reached clients around each fault, each half second</title>");
        lines.add("<rect width=\"" + width + "\" height=\"" + height + "\" fill=\"#fff\"/>");
        int y = HEAD_HEIGHT;
        if (!results.isEmpty()) {
            seconds(results.get(0).timeline(), lines);
        }
        for (KeptResult result : results) {
            row(result, y, lines);
            y += ROW_HEIGHT;
        }
        lines.add("</svg>");
        return String.join("\n", lines) + "\n";
    }

    private static void seconds(Timeline timeline, List<String> lines) {
        for (int step = timeline.before(); step < STEPS; step += MARK_SECONDS * MILLIS / timeline.stepMillis()) {
            int seconds = (step - timeline.before()) * timeline.stepMillis() / MILLIS;
            lines.add("<text x=\"" + x(step) + "\" y=\"20\" text-anchor=\"middle\">" + seconds + " s</text>");
        }
    }

    private static void row(KeptResult result, int y, List<String> lines) {
        Timeline timeline = result.timeline();
        lines.add("<text x=\"" + (NAME_WIDTH - 8) + "\" y=\"" + (y + BAR_HEIGHT - 5) + "\" text-anchor=\"end\">"
                + result.fault() + "</text>");
        int most = timeline.counts().stream().mapToInt(count -> count).max().orElse(0);
        for (int step = 0; step < Math.min(STEPS, timeline.counts().size()); step++) {
            int count = timeline.counts().get(step);
            if (count > 0) {
                // Roots, so that a burst behind a stall leaves the usual traffic visible.
                int bar = (int) Math.max(1, Math.round(BAR_HEIGHT * Math.sqrt((double) count / most)));
                lines.add("<rect x=\"" + x(step) + "\" y=\"" + (y + BAR_HEIGHT - bar) + "\" width=\"" + (STEP_WIDTH - 1)
                        + "\" height=\"" + bar + "\" fill=\"#5b8db8\"/>");
            }
        }
        line(x(timeline.before()), y, "#c0392b", lines);
        int serving = timeline.before() + (int) (result.figures().servingAfter() / timeline.stepMillis());
        if (serving < STEPS) {
            line(x(serving), y, "#27ae60", lines);
        }
    }

    private static void line(int x, int y, String colour, List<String> lines) {
        lines.add("<line x1=\"" + x + "\" y1=\"" + (y - 3) + "\" x2=\"" + x + "\" y2=\"" + (y + BAR_HEIGHT + 2)
                + "\" stroke=\"" + colour + "\" stroke-width=\"1.5\"/>");
    }

    private static int x(int step) {
        return NAME_WIDTH + step * STEP_WIDTH;
    }
}

package io.parley.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws a report as a picture: the results, the charts, and the conditions. */
public final class Picture {

    private static final String INK = "#111827";
    private static final String SOFT = "#6b7280";
    private static final String PAPER = "#ffffff";
    private static final String GOOD = "#059669";
    private static final String BAD = "#dc2626";
    private static final String DOUBTFUL = "#d97706";

    private static final int WIDTH = 960;
    private static final int MARGIN = 40;
    private static final int AXIS = 50;
    private static final int HEAD = 190;
    private static final int CHART = 380;
    private static final int CHART_HEIGHT = 260;
    private static final int FOOT = 84;
    private static final int FIGURE = 176;
    private static final int LONGEST_LINE = 160;

    /** A number with its meaning. */
    private record Figure(String value, String meaning) {}

    private Picture() {}

    public static void write(Report report, Path file) throws IOException {
        Files.writeString(file, svg(report));
    }

    static String svg(Report report) {
        List<Chart> charts = Charts.of(report);
        int height = HEAD + CHART * charts.size() + FOOT;
        Svg svg = new Svg(WIDTH, height).rectangle(0, 0, WIDTH, height, PAPER, 0);
        head(svg, report);
        for (int place = 0; place < charts.size(); place++) {
            charts.get(place)
                    .draw(
                            svg,
                            new Chart.Field(
                                    MARGIN + AXIS, HEAD + 60 + CHART * place, WIDTH - 2 * MARGIN - AXIS, CHART_HEIGHT));
        }
        foot(svg, report.conditions(), height - FOOT);
        return svg.end();
    }

    private static void head(Svg svg, Report report) {
        svg.text(MARGIN, 48, 24, INK, "start", true, "Parley: " + report.workload());
        svg.text(MARGIN, 72, 13, SOFT, "start", false, report.shape());
        String verdict = report.holds() ? "nothing missing, all in order" : String.join("; ", report.faults());
        String color = report.holds() ? GOOD : BAD;
        if (!report.invalid().isEmpty()) {
            verdict = "invalid: " + String.join("; ", report.invalid());
            color = DOUBTFUL;
        }
        svg.circle(MARGIN + 6, 92, 5, color, color);
        svg.text(MARGIN + 20, 96, 13, color, "start", true, cut(verdict));
        List<Figure> figures = figures(report);
        for (int place = 0; place < figures.size(); place++) {
            int x = MARGIN + FIGURE * place;
            svg.text(x, 150, 26, INK, "start", true, figures.get(place).value());
            svg.text(x, 170, 12, SOFT, "start", false, figures.get(place).meaning());
        }
    }

    private static List<Figure> figures(Report report) {
        List<Figure> figures = new ArrayList<>();
        if (report.search() != null) {
            figures.add(new Figure(whole(report.search().best()), "messages/s held at best"));
            figures.add(new Figure(whole(report.search().deliveriesPerSecond()), "deliveries/s at that"));
        }
        if (report.load() != null) {
            figures.add(new Figure(whole(report.load().messagesPerSecond()), "messages/s"));
            figures.add(new Figure(whole(report.load().deliveriesPerSecond()), "deliveries/s"));
            figures.add(new Figure(tenth(report.load().recipients().p50()), "ms p50 to the recipient"));
            figures.add(new Figure(tenth(report.load().recipients().p99()), "ms p99 to the recipient"));
            if (report.load().cost() != null) {
                figures.add(new Figure(whole(report.load().cost().microsPerMessage()), "CPU µs for each message"));
            }
        } else if (report.connects() != null) {
            figures.add(new Figure(whole(report.connects().sessions()), "sessions"));
            figures.add(new Figure(whole(report.connects().perSecond()), "opened per second"));
            figures.add(new Figure(tenth(report.connects().latency().p99()), "ms p99 until in"));
        }
        if (report.idle() != null) {
            report.idle()
                    .bytesPerSession()
                    .forEach((process, bytes) ->
                            figures.add(new Figure(tenth(bytes / 1024.0), "KiB/session in " + process)));
        }
        return figures.subList(0, Math.min(5, figures.size()));
    }

    private static void foot(Svg svg, Conditions conditions, int top) {
        svg.line(MARGIN, top, WIDTH - MARGIN, top, "#e5e7eb", 1, "");
        List<String> lines = List.of(
                conditions.at() + " · Parley " + conditions.commit() + " · " + conditions.settingsText(),
                conditions.machine().processor() + " · " + conditions.machine().cores() + " cores · "
                        + conditions.machine().system() + " · load average "
                        + conditions.machine().loadAverage(),
                "server " + conditions.machine().serverOptions() + " · generator "
                        + conditions.machine().java());
        for (int place = 0; place < lines.size(); place++) {
            svg.text(MARGIN, top + 22 + 18 * place, 11, SOFT, "start", false, cut(lines.get(place)));
        }
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String tenth(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}

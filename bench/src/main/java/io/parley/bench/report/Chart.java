package io.parley.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * A chart: curves over milliseconds in a logarithmic scale, since the interesting values lie between one and a
 * thousand.
 *
 * @param title above it
 * @param xTitle below it
 * @param xTicks the marks of the lower scale
 * @param xLabel makes the label of a mark
 * @param scale maps a value of x to a part of the width, 0 to 1
 * @param limit a horizontal line, in milliseconds; 0: none
 */
record Chart(
        String title,
        String xTitle,
        List<Double> xTicks,
        DoubleFunction<String> xLabel,
        DoubleUnaryOperator scale,
        double limit,
        List<Curve> curves) {

    private static final String INK = "#1f2937";
    private static final String SOFT = "#6b7280";
    private static final String GRID = "#e5e7eb";
    private static final String LIMIT = "#dc2626";
    private static final double LOWEST = 0.1;
    private static final double HEADROOM = 1.3;

    /** @param dots whether each point is shown, filled when {@code filled} says so */
    record Curve(String name, String color, List<Dot> points, boolean dots) {}

    /** A point. */
    record Dot(double x, double millis, boolean filled) {}

    Chart {
        xTicks = List.copyOf(xTicks);
        curves = List.copyOf(curves);
    }

    /** The area of the drawing: the field between the axes. */
    record Field(double left, double top, double width, double height) {}

    void draw(Svg svg, Field field) {
        double low = low();
        double high = high();
        svg.text(field.left(), field.top() - 34, 16, INK, "start", true, title);
        for (double decade = LOWEST; decade <= high; decade *= 10) {
            for (double step : new double[] {1, 2, 5}) {
                double millis = decade * step;
                if (millis >= low && millis <= high) {
                    double y = y(millis, low, high, field);
                    svg.line(field.left(), y, field.left() + field.width(), y, GRID, 1, "");
                    svg.text(field.left() - 8, y + 4, 11, SOFT, "end", false, millis(millis));
                }
            }
        }
        for (double tick : xTicks) {
            double x = x(tick, field);
            svg.line(x, field.top() + field.height(), x, field.top() + field.height() + 4, SOFT, 1, "");
            svg.text(x, field.top() + field.height() + 18, 11, SOFT, "middle", false, xLabel.apply(tick));
        }
        svg.text(
                field.left() + field.width() / 2, field.top() + field.height() + 38, 12, SOFT, "middle", false, xTitle);
        if (limit > low && limit < high) {
            double y = y(limit, low, high, field);
            svg.line(field.left(), y, field.left() + field.width(), y, LIMIT, 1.2, "6 4");
            svg.text(field.left() + field.width(), y - 5, 11, LIMIT, "end", false, millis(limit));
        }
        curves.forEach(curve -> draw(svg, field, curve, low, high));
        legend(svg, field);
    }

    private void draw(Svg svg, Field field, Curve curve, double low, double high) {
        StringBuilder points = new StringBuilder();
        for (Dot dot : curve.points()) {
            points.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", x(dot.x(), field), y(Math.max(low, dot.millis()), low, high, field)));
        }
        svg.path(points.toString().strip(), curve.color(), 2);
        if (curve.dots()) {
            for (Dot dot : curve.points()) {
                svg.circle(
                        x(dot.x(), field),
                        y(Math.max(low, dot.millis()), low, high, field),
                        4,
                        dot.filled() ? curve.color() : "#ffffff",
                        curve.color());
            }
        }
    }

    private void legend(Svg svg, Field field) {
        double x = field.left();
        for (Curve curve : curves) {
            svg.rectangle(x, field.top() - 20, 14, 4, curve.color(), 2);
            svg.text(x + 20, field.top() - 14, 12, INK, "start", false, curve.name());
            x += 38 + 6.6 * curve.name().length();
        }
    }

    private double low() {
        double least = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Dot::millis)
                .filter(millis -> millis > 0)
                .min()
                .orElse(1);
        return Math.max(LOWEST, Math.pow(10, Math.floor(Math.log10(least))));
    }

    private double high() {
        double most = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Dot::millis)
                .max()
                .orElse(1);
        return Math.max(10 * low(), HEADROOM * most);
    }

    private double x(double value, Field field) {
        return field.left() + field.width() * Math.min(1, Math.max(0, scale.applyAsDouble(value)));
    }

    private static double y(double millis, double low, double high, Field field) {
        double part = Math.log(millis / low) / Math.log(high / low);
        return field.top() + field.height() * (1 - Math.min(1, Math.max(0, part)));
    }

    private static String millis(double millis) {
        return millis >= 1_000
                ? String.format(Locale.ROOT, "%.0f s", millis / 1_000)
                : String.format(Locale.ROOT, millis < 1 ? "%.1f ms" : "%.0f ms", millis);
    }
}

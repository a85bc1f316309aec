package io.parley.bench.report;

import java.util.Locale;

/** Writes SVG, element by element; coordinates are pixels from the top left corner. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"Inter, 'Segoe UI', Helvetica, Arial, sans-serif\">%n",
                width, height, width, height);
    }

    Svg rectangle(double x, double y, double width, double height, String fill, double radius) {
        return add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\" fill=\"%s\"/>%n",
                x, y, width, height, radius, fill);
    }

    Svg line(double fromX, double fromY, double toX, double toY, String stroke, double width, String dashes) {
        return add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"%s/>%n",
                fromX, fromY, toX, toY, stroke, width, dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"");
    }

    /** @param points as {@code x,y x,y …} */
    Svg path(String points, String stroke, double width) {
        return add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" stroke-linejoin=\"round\""
                        + " stroke-linecap=\"round\"/>%n",
                points, stroke, width);
    }

    Svg area(String points, String fill, double opacity) {
        return add("<polygon points=\"%s\" fill=\"%s\" fill-opacity=\"%.2f\"/>%n", points, fill, opacity);
    }

    Svg circle(double x, double y, double radius, String fill, String stroke) {
        return add(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                x, y, radius, fill, stroke);
    }

    /** @param anchor start, middle or end */
    Svg text(double x, double y, int size, String fill, String anchor, boolean bold, String content) {
        return add(
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\"%s>%s</text>%n",
                x, y, size, fill, anchor, bold ? " font-weight=\"600\"" : "", escaped(content));
    }

    String end() {
        return text + "</svg>\n";
    }

    private Svg add(String pattern, Object... values) {
        text.append(String.format(Locale.ROOT, pattern, values));
        return this;
    }

    static String escaped(String content) {
        return content.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

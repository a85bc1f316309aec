package io.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReportTest {

    @TempDir
    Path folder;

    @Test
    void shouldTellEverythingInText() {
        // When
        String text = text(SampleReport.load());

        // Then
        assertThat(text)
                .contains("direct: 100 direct conversations")
                .contains("250 messages/s due, 250 sent; 500 deliveries/s")
                .contains("event at each recipient", "milliseconds of each hop", "ordering", "parley.events", "200.0")
                .contains("frames that came: event 15,000; read marks sent: 7,400")
                .contains("The store had an event after 410 ms (p99 of 7,490)")
                .contains("processes whose CPU and memory are counted: parley up, cassandra")
                .contains("20 clients read nothing", "cut off 18 of them")
                .contains("15,000 of 15,000 deliveries came; missing 0")
                .contains(
                        "conversation: streams", "broker: network", "cassandra", "generator", "others on this machine")
                .contains("Every message came once and in order to everybody.")
                .contains("A processor, 2 cores, 24.0 GiB", "-Xmx2g", "load average 0.50");
        assertThat(text.lines()
                        .filter(line -> line.contains("all of the stack"))
                        .findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("1600.0", "800.0", "0.40"));
    }

    @Test
    void shouldSayWhatFailed() {
        assertThat(text(SampleReport.failed()))
                .contains("FAILED: 3 deliveries are missing")
                .doesNotContain("Every message came");
        assertThat(text(SampleReport.search())).contains("400 messages/s, 800 deliveries/s", "p99 of 2400 ms; late");
        assertThat(text(SampleReport.idle())).contains("2,000 idle sessions for 60 s; 0 broke", "40.0 KiB");
    }

    @Test
    void shouldWriteJsonUnderTheNamesOfTheRecords() throws Exception {
        // Given
        Path file = folder.resolve("result.json");

        // When
        JsonReport.write(SampleReport.load(), file);

        // Then
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.path("load").path("recipients").path("p99").asDouble()).isPositive();
        assertThat(json.path("load").path("timeline")).hasSize(30);
        assertThat(json.path("load").path("verdict").path("missing").asLong(-1)).isZero();
        assertThat(json.path("conditions").path("commit").asText()).isEqualTo("abc");
        assertThat(json.has("search")).isFalse();
    }

    @Test
    void shouldDrawWithinThePicture() throws Exception {
        for (Report report :
                List.of(SampleReport.load(), SampleReport.failed(), SampleReport.search(), SampleReport.idle())) {
            // When
            Document picture = parse(Picture.svg(report));

            // Then
            String[] box = picture.getDocumentElement().getAttribute("viewBox").split(" ", -1);
            double width = Double.parseDouble(box[2]);
            double height = Double.parseDouble(box[3]);
            NodeList curves = picture.getElementsByTagName("polyline");
            assertThat(curves.getLength()).isPositive();
            for (int place = 0; place < curves.getLength(); place++) {
                String points = curves.item(place)
                        .getAttributes()
                        .getNamedItem("points")
                        .getNodeValue();
                assertThat(Arrays.stream(points.split(" ", -1)).map(point -> point.split(",", -1)))
                        .isNotEmpty()
                        .allSatisfy(point -> {
                            assertThat(Double.parseDouble(point[0])).isBetween(0.0, width);
                            assertThat(Double.parseDouble(point[1])).isBetween(0.0, height);
                        });
            }
        }
    }

    @Test
    void shouldSpreadPercentilesByTheirNines() {
        assertThat(Charts.nines(0)).isZero();
        assertThat(Charts.nines(90)).isCloseTo(0.2, within(1e-9));
        assertThat(Charts.nines(99)).isCloseTo(0.4, within(1e-9));
        assertThat(Charts.nines(100)).isEqualTo(1);
    }

    private static String text(Report report) {
        StringWriter text = new StringWriter();
        TextReport.print(report, new PrintWriter(text));
        return text.toString();
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}

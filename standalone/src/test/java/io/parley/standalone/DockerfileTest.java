package io.parley.standalone;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** No engine builds the images here, so their description is parsed; which jars they need the tests of processes show. */
class DockerfileTest {

    private static final Pattern FROM = Pattern.compile("FROM (\\S+)(?: AS (\\S+))?");
    private static final Pattern NUMERIC_USER = Pattern.compile("USER [1-9]\\d{3,}:[1-9]\\d{3,}");
    private static final String OTHERS = "COPY --from=build /layers/common ";
    private static final String OWN = "COPY --from=build /layers/own ";

    /** What stands in each stage, with what it builds on before it. */
    private final Map<String, List<String>> stages = stages();

    @TestFactory
    Stream<DynamicTest> shouldBuildEachImageAlike() {
        return Stream.of("parley", "connect")
                .map(image -> DynamicTest.dynamicTest(image, () -> {
                    List<String> lines = stages.get(image);
                    assertThat(lines.stream().filter(line -> line.startsWith("USER ")))
                            .isNotEmpty()
                            .allMatch(NUMERIC_USER.asMatchPredicate());
                    assertThat(lines).anyMatch(line -> line.startsWith("HEALTHCHECK "));
                    assertThat(index(lines, OTHERS))
                            .as("layers of others come first")
                            .isLessThan(index(lines, OWN));
                    assertThat(lines).noneMatch(line -> line.startsWith("ADD ") || line.contains("--chown"));
                }));
    }

    @Test
    void shouldGiveTheConnectWorkerAloneWhatItAloneNeeds() {
        assertThat(stages.get("connect")).anyMatch(line -> line.contains("/layers/connect "));
        assertThat(stages.get("parley")).noneMatch(line -> line.contains("/layers/connect "));
        assertThat(stages.keySet()).last().isEqualTo("parley");
    }

    @Test
    void shouldLetWhoBuildsPinWhatItIsBuiltOn() throws IOException {
        assertThat(Files.readAllLines(Path.of("..", "Dockerfile")).stream()
                        .filter(line -> line.startsWith("FROM "))
                        .map(line -> line.split(" ", -1)[1]))
                .allMatch(base -> base.startsWith("${") || base.equals("base"));
    }

    /** A list that names what isn't there any more leaves out nothing. */
    @TestFactory
    Stream<DynamicTest> shouldListJarsThatAreThere() {
        List<String> jars = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")))
                .map(entry -> Path.of(entry).getFileName().toString())
                .toList();
        return Stream.of("up-only", "connect-only")
                .flatMap(list -> ImageClassPath.lines(list).stream())
                .map(line ->
                        DynamicTest.dynamicTest(line, () -> assertThat(jars).anyMatch(jar -> jar.startsWith(line))));
    }

    private static int index(List<String> lines, String beginning) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(beginning)) {
                return i;
            }
        }
        throw new AssertionError("no line begins with " + beginning);
    }

    private static Map<String, List<String>> stages() {
        try {
            Map<String, List<String>> stages = new LinkedHashMap<>();
            List<String> stage = new ArrayList<>();
            String text = Files.readString(Path.of("..", "Dockerfile")).replace("\\\n", " ");
            for (String line : text.lines().map(String::strip).toList()) {
                Matcher from = FROM.matcher(line);
                if (from.matches()) {
                    stage = new ArrayList<>(stages.getOrDefault(from.group(1), List.of()));
                    stages.put(from.group(2), stage);
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    stage.add(line);
                }
            }
            return stages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

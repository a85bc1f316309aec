package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The list of what is shipped, which the build has made before, against the jars and the licences that are allowed. */
class ShippedLicencesIT {

    private static final Path SHIPPED = Path.of("target/parley/lib");
    private static final Path BILL = Path.of("target/parley/bom.json");
    private static final Path ALLOWED = Path.of("licences.txt");

    private List<JsonNode> components;

    @BeforeEach
    void read() throws IOException {
        // The plug-in that makes it needs to be online, and an offline build is a build too.
        assumeTrue(Files.exists(BILL), BILL + " is made by the phase package, online and without -Pquick");
        components = new ArrayList<>();
        new ObjectMapper().readTree(Files.readAllBytes(BILL)).path("components").forEach(components::add);
        assertThat(components).isNotEmpty();
    }

    @Test
    void shouldListEveryJarThatIsShipped() throws IOException {
        // Given
        Set<String> listed = components.stream()
                .map(component -> component.path("name").asText() + "-"
                        + component.path("version").asText())
                .collect(Collectors.toSet());

        // When
        Set<String> unlisted = new TreeSet<>();
        try (Stream<Path> jars = Files.list(SHIPPED)) {
            jars.map(jar -> jar.getFileName().toString().replaceFirst("\\.jar$", ""))
                    .filter(jar -> !jar.startsWith("parley-standalone-"))
                    // A classifier, such as that of native libraries, stands at the end.
                    .filter(jar -> listed.stream().noneMatch(name -> jar.equals(name) || jar.startsWith(name + "-")))
                    .forEach(unlisted::add);
        }

        // Then
        assertThat(unlisted).isEmpty();
    }

    @Test
    void shouldShipNothingUnderALicenceThatIsNotAllowed() throws IOException {
        // Given
        Set<String> allowed = allowed();

        // When
        List<String> others = components.stream()
                .filter(component -> licences(component).stream().noneMatch(allowed::contains))
                .map(component -> component.path("purl").asText() + " " + licences(component))
                .toList();

        // Then
        assertThat(others)
                .as("neither allowed by " + ALLOWED + " nor named at all")
                .isEmpty();
    }

    @Test
    void shouldAllowNoLicenceThatNobodyNeeds() throws IOException {
        // Given
        Set<String> needed = components.stream()
                .flatMap(component -> licences(component).stream())
                .collect(Collectors.toSet());

        // Then
        assertThat(allowed()).isSubsetOf(needed);
    }

    private static Set<String> allowed() throws IOException {
        return Files.readAllLines(ALLOWED).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.toSet());
    }

    private static Set<String> licences(JsonNode component) {
        Set<String> licences = new HashSet<>();
        for (JsonNode choice : component.path("licenses")) {
            JsonNode licence = choice.path("license");
            if (choice.has("expression")) {
                // Of several that it offers one is enough.
                String offered = choice.path("expression").asText().replaceAll("[()]", "");
                licences.addAll(List.of(offered.split(" OR ", -1)));
            } else {
                licences.add(licence.path("id").asText(licence.path("name").asText()));
            }
        }
        return licences;
    }
}

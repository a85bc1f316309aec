package io.parley.bench;

import io.parley.bench.workload.ConversationPlan;
import io.parley.bench.workload.Shape;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class LoadOptionsTest {

    @Test
    void shouldHaveConversationsOpenAndReadThemUnlessToldOtherwise() {
        for (Shape shape : new Shape[] {Shape.DIRECT, Shape.GROUPS, Shape.MIX}) {
            // When
            LoadOptions standard = options();
            LoadOptions asked = options("--open", "--reads");
            LoadOptions neither = options("--no-open", "--no-reads");

            // Then
            assertThat(open(standard, shape)).as("%s", shape).isEqualTo(conversations(standard, shape));
            assertThat(standard.reads(shape)).as("%s", shape).isTrue();
            assertThat(open(asked, shape)).as("%s", shape).isEqualTo(conversations(asked, shape));
            assertThat(asked.reads(shape)).as("%s", shape).isTrue();
            assertThat(open(neither, shape)).as("%s", shape).isEqualTo(shape == Shape.MIX ? 1 : 0);
            assertThat(neither.reads(shape)).as("%s", shape).isFalse();
        }
    }

    @Test
    void shouldReadLargeGroupsOnlyWhenToldTo() {
        assertThat(options().reads(Shape.LARGE)).isFalse();
        assertThat(options("--reads").reads(Shape.LARGE)).isTrue();
        assertThat(open(options("--no-open"), Shape.LARGE)).isEqualTo(1);
    }

    private static LoadOptions options(String... arguments) {
        LoadOptions options = new LoadOptions();
        new CommandLine(options)
                .registerConverter(Duration.class, Durations::parse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(arguments);
        return options;
    }

    private static long conversations(LoadOptions options, Shape shape) {
        return options.population(shape).conversations().size();
    }

    private static long open(LoadOptions options, Shape shape) {
        return options.population(shape).conversations().stream()
                .filter(ConversationPlan::opened)
                .count();
    }
}

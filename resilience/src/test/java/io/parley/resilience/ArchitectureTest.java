package io.parley.resilience;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** It breaks Parley from outside, and what judges does no I/O. */
class ArchitectureTest {

    private static final JavaClasses RESILIENCE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.parley.resilience");

    @Test
    void shouldKnowNothingOfParleyButItsProtocolAndItsServers() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.parley.resilience..",
                        "io.parley.servers..",
                        "java..",
                        "javax.crypto..",
                        "com.fasterxml.jackson..",
                        "org.apache.kafka.clients.admin..",
                        "org.apache.kafka.clients.producer..",
                        "org.apache.kafka.common..",
                        "org.yaml.snakeyaml..",
                        "picocli..")
                .check(RESILIENCE);
    }

    @Test
    void shouldHaveClientsThatKnowTheProtocolAlone() {
        noClasses()
                .that()
                .resideInAPackage("io.parley.resilience.client..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.parley.resilience.layout..", "io.parley.resilience.fault..", "io.parley.servers..")
                .check(RESILIENCE);
    }

    @Test
    void shouldJudgeWithoutClocksAndFiles() {
        noClasses()
                .that()
                .resideInAnyPackage("io.parley.resilience.judge..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio..")
                .check(RESILIENCE);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("io.parley.resilience.(*)..")
                .should()
                .beFreeOfCycles()
                .check(RESILIENCE);
    }

    @Test
    void shouldHaveNoMutableStaticState() {
        fields().that().areStatic().should().beFinal().check(RESILIENCE);
    }

    @Test
    void shouldNotDependOnTheLanguageOfTheMachine() {
        noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .check(RESILIENCE);
    }
}

package io.parley.bench;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** It drives Parley from outside, and what is decided beforehand does no I/O. */
class ArchitectureTest {

    private static final JavaClasses BENCH = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.parley.bench");

    @Test
    void shouldKnowNothingOfParleyButItsProtocol() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.parley.bench..",
                        "java..",
                        "javax.crypto..",
                        "io.netty..",
                        "com.fasterxml.jackson..",
                        "org.HdrHistogram..",
                        "picocli..")
                .check(BENCH);
    }

    @Test
    void shouldDecideWithoutClocksAndFiles() {
        noClasses()
                .that()
                .resideInAnyPackage("io.parley.bench.workload..", "io.parley.bench.check..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio..", "io.netty..")
                .check(BENCH);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("io.parley.bench.(*)..").should().beFreeOfCycles().check(BENCH);
    }
}

package io.parley.standalone;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Queue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Dependencies point one way, and what has to be pure does no I/O. */
class ArchitectureTest {

    private static final String RUNTIME = "io.parley.runtime..";
    private static final String TOPOLOGIES = "io.parley.topologies..";
    private static final String GATEWAY = "io.parley.gateway..";
    private static final String HISTORY = "io.parley.history..";
    private static final String CONNECTORS = "io.parley.connectors..";
    private static final String PUSH = "io.parley.push..";
    private static final String ADMIN = "io.parley.admin..";
    private static final String SERVERS = "io.parley.servers..";
    private static final String STANDALONE = "io.parley.standalone..";
    private static final String EXAMPLES = "io.parley.examples..";

    /** What is a function of its inputs. */
    private static final String[] PURE = {
        "io.parley.topologies.conversation..",
        "io.parley.topologies.step..",
        "io.parley.topologies.user..",
        "io.parley.topologies.presence..",
        "io.parley.topologies.notify..",
        "io.parley.topologies.parts..",
        "io.parley.examples.."
    };

    private static final JavaClasses PARLEY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-testkit.jar") && !location.contains("-tests.jar"))
            .importPackages("io.parley");

    @TestFactory
    Stream<DynamicTest> shouldPointOneWay() {
        return Stream.of(
                        never(
                                "io.parley.schemas..",
                                RUNTIME,
                                TOPOLOGIES,
                                GATEWAY,
                                HISTORY,
                                CONNECTORS,
                                PUSH,
                                ADMIN,
                                SERVERS,
                                STANDALONE,
                                EXAMPLES),
                        never(
                                "io.parley.protocol..",
                                "io.parley.schemas..",
                                RUNTIME,
                                TOPOLOGIES,
                                GATEWAY,
                                HISTORY,
                                CONNECTORS,
                                PUSH,
                                ADMIN,
                                SERVERS,
                                STANDALONE,
                                EXAMPLES),
                        never(
                                RUNTIME,
                                TOPOLOGIES,
                                GATEWAY,
                                HISTORY,
                                CONNECTORS,
                                PUSH,
                                ADMIN,
                                SERVERS,
                                STANDALONE,
                                EXAMPLES),
                        never(
                                "io.parley.topologies.conversation.decision..",
                                "io.parley.topologies.conversation.state..",
                                "io.parley.topologies.conversation.subscription..",
                                "io.parley.topologies.conversation.fanout..",
                                "io.parley.topologies.conversation.signal.."),
                        never(
                                SERVERS,
                                "io.parley.schemas..",
                                RUNTIME,
                                TOPOLOGIES,
                                GATEWAY,
                                HISTORY,
                                CONNECTORS,
                                PUSH,
                                ADMIN,
                                STANDALONE,
                                EXAMPLES),
                        never(HISTORY, ADMIN, TOPOLOGIES, GATEWAY, CONNECTORS, PUSH, SERVERS, STANDALONE, EXAMPLES),
                        never(TOPOLOGIES, ADMIN, GATEWAY, HISTORY, CONNECTORS, PUSH, SERVERS, STANDALONE, EXAMPLES),
                        never(GATEWAY, ADMIN, TOPOLOGIES, CONNECTORS, PUSH, SERVERS, STANDALONE, EXAMPLES),
                        never(CONNECTORS, ADMIN, TOPOLOGIES, GATEWAY, PUSH, SERVERS, STANDALONE, EXAMPLES),
                        never(PUSH, ADMIN, TOPOLOGIES, GATEWAY, HISTORY, CONNECTORS, SERVERS, STANDALONE, EXAMPLES),
                        never(ADMIN, TOPOLOGIES, GATEWAY, CONNECTORS, PUSH, SERVERS, STANDALONE, EXAMPLES),
                        never(STANDALONE, EXAMPLES),
                        never(EXAMPLES, ADMIN, GATEWAY, HISTORY, CONNECTORS, PUSH, SERVERS, STANDALONE))
                .map(ArchitectureTest::holds);
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepTopologiesPure() {
        return Stream.of(
                        noClasses()
                                .that()
                                .resideInAnyPackage(PURE)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "java.net..",
                                        "java.sql..",
                                        "com.datastax..",
                                        "redis..",
                                        "org.apache.kafka.clients.producer..",
                                        "org.apache.kafka.clients.admin.."),
                        noClasses()
                                .that()
                                .resideInAnyPackage(PURE)
                                .should()
                                .callMethod(System.class, "currentTimeMillis")
                                .orShould()
                                .callMethod(System.class, "nanoTime")
                                .orShould()
                                .callMethod(java.time.Instant.class, "now")
                                .orShould()
                                .callMethod(Math.class, "random"))
                .map(ArchitectureTest::holds);
    }

    /** Digits, letters, zones and "the" loopback address differ between machines that are all right. */
    @TestFactory
    Stream<DynamicTest> shouldNotDependOnWhereAndForWhomTheMachineIs() {
        return Stream.of(noClasses()
                        .that()
                        .resideOutsideOfPackage("io.parley.avro..")
                        .should()
                        .callMethod(String.class, "format", String.class, Object[].class)
                        .orShould()
                        .callMethod(String.class, "formatted", Object[].class)
                        .orShould()
                        .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
                        .orShould()
                        .callMethod(PrintStream.class, "printf", String.class, Object[].class)
                        .orShould()
                        .callMethod(String.class, "toLowerCase")
                        .orShould()
                        .callMethod(String.class, "toUpperCase")
                        .orShould()
                        .callMethod(InetAddress.class, "getLoopbackAddress")
                        .orShould()
                        .callMethod(ZoneId.class, "systemDefault")
                        .orShould()
                        .callMethod(Charset.class, "defaultCharset"))
                .map(ArchitectureTest::holds);
    }

    @TestFactory
    Stream<DynamicTest> shouldHaveNoCyclesBetweenPackages() {
        return Stream.of("io.parley.(**)")
                .map(pattern -> holds(slices().matching(pattern).should().beFreeOfCycles()));
    }

    /** What a process shares is passed through constructors; a constant never changes. */
    @TestFactory
    Stream<DynamicTest> shouldHaveNoMutableStaticState() {
        return Stream.of(
                        fields().that()
                                .areDeclaredInClassesThat()
                                .resideOutsideOfPackage("io.parley.avro..")
                                .and()
                                .areStatic()
                                .should()
                                .beFinal(),
                        noFields()
                                .that()
                                .areDeclaredInClassesThat()
                                .resideOutsideOfPackage("io.parley.avro..")
                                .and()
                                .areStatic()
                                .should()
                                .haveRawType(assignableTo(Thread.class)
                                        .or(assignableTo(ThreadLocal.class))
                                        .or(assignableTo(Executor.class))
                                        .or(assignableTo(Queue.class))
                                        .or(assignableTo(ConcurrentMap.class))
                                        .or(assignableTo(AutoCloseable.class))
                                        .or(resideInAPackage("java.util.concurrent.atomic.."))))
                .map(ArchitectureTest::holds);
    }

    @TestFactory
    Stream<DynamicTest> shouldNameNoClassManagerHelperOrUtil() {
        return Stream.of(holds(classes()
                .that()
                .resideOutsideOfPackage("io.parley.avro..")
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl)$")));
    }

    private static ArchRule never(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }

    private static DynamicTest holds(ArchRule rule) {
        return DynamicTest.dynamicTest(
                rule.getDescription(), () -> rule.allowEmptyShould(true).check(PARLEY));
    }
}

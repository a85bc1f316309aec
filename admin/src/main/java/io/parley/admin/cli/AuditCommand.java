package io.parley.admin.cli;

import io.parley.admin.audit.AuditFinding;
import io.parley.admin.audit.AuditTopic;
import io.parley.admin.audit.ChainHead;
import io.parley.admin.log.AdminClients;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.Settings;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topics;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The commands of {@code parley audit}. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = "Look at the record of what operators did.")
public final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** The commands below it, by name. */
    public static Map<String, Object> all(Map<String, String> environment) {
        return Map.of("verify", new Verify(environment));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "Read the whole topic audit and find any change, gap or fork. Exits with 0 when there is none,"
                            + " else with 1.")
    static final class Verify implements Callable<Integer> {

        private static final int WHOLE = 0;
        private static final int BROKEN = 1;
        private static final Duration PATIENCE = Duration.ofMinutes(10);

        private final Map<String, String> environment;

        @Parameters(
                arity = "0..1",
                paramLabel = "FILE",
                description = "a properties file that says where brokers and registry are, such as that of the admin"
                        + " process; the environment may, too")
        private Path file;

        @Option(
                names = "--head",
                paramLabel = "SEQUENCE:SHA256",
                description =
                        "a head that was printed earlier: whether the chain goes on from there, so that records which"
                                + " were taken off its end are missed")
        private String head;

        @Spec
        private CommandSpec spec;

        Verify(Map<String, String> environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            Settings settings = Settings.loadKnown(file, environment, InstallationSettings.KEYS);
            Topics topics = new Topics(InstallationSettings.catalogue(settings));
            AvroSerdes serdes = new AvroSerdes(new HttpSchemaRegistry(InstallationSettings.registry(settings)));
            AdminClients clients = new AdminClients(
                    InstallationSettings.brokers(settings), topics.config().prefix());
            Optional<ChainHead> known = Optional.ofNullable(head).map(ChainHead::parse);
            try (AuditTopic audit = new AuditTopic(
                    clients.tail(topics.audit().name()),
                    serdes.value(topics.audit()).deserializer(),
                    known)) {
                audit.readOn(-1, PATIENCE);
                return report(audit);
            } catch (KafkaException e) {
                throw new IllegalStateException(
                        "topic " + topics.audit().name() + " can't be read: " + e.getMessage(), e);
            }
        }

        private int report(AuditTopic audit) {
            PrintWriter out = spec.commandLine().getOut();
            List<AuditFinding> findings = audit.chain().findings();
            findings.forEach(out::println);
            if (!audit.hasPassedKnown()) {
                out.println("the head " + head + " is not in the chain: records were taken off, or put in their place");
            }
            boolean whole = findings.isEmpty() && audit.hasPassedKnown();
            long records = audit.chain().head().sequence();
            out.println((whole ? "whole" : "BROKEN") + ", " + records + (records == 1 ? " record" : " records")
                    + "; head " + audit.chain().head());
            out.flush();
            return whole ? WHOLE : BROKEN;
        }
    }
}

package io.parley.standalone;

import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import io.parley.standalone.access.AccessList;
import io.parley.standalone.access.Grant;
import io.parley.topologies.ApplicationSettings;
import io.parley.topologies.Applications;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Prints the commands that let each process do its work at the brokers, and nothing else. */
@Command(
        name = "acls",
        mixinStandardHelpOptions = true,
        description = "Print the kafka-acls.sh commands that allow each process what it needs of the brokers.")
final class AclsCommand implements Callable<Integer> {

    /** Lists the settings that decide the names of topics and groups. */
    static final List<SettingKey<?>> KEYS = List.of(
            InstallationSettings.TOPICS_PREFIX,
            InstallationSettings.CONVERSATION_PARTITIONS,
            InstallationSettings.USER_PARTITIONS,
            InstallationSettings.REPLICATION,
            InstallationSettings.EVENT_RETENTION,
            InstallationSettings.SIGN_IN_RETENTION,
            ApplicationSettings.APPLICATION_ID_PREFIX);

    private static final Map<AclOperation, String> OPERATIONS = Map.of(
            AclOperation.CREATE, "Create",
            AclOperation.READ, "Read",
            AclOperation.WRITE, "Write",
            AclOperation.DELETE, "Delete",
            AclOperation.DESCRIBE, "Describe",
            AclOperation.DESCRIBE_CONFIGS, "DescribeConfigs");
    private static final Map<ResourceType, String> RESOURCES = Map.of(
            ResourceType.TOPIC, "--topic",
            ResourceType.GROUP, "--group",
            ResourceType.TRANSACTIONAL_ID, "--transactional-id");

    private final Map<String, String> environment;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "settings, as a properties file")
    private Path file;

    @Option(
            names = "--principal",
            paramLabel = "PROCESS=PRINCIPAL",
            description = "as whom the brokers know a process; by default User:<process>")
    private Map<String, String> principals = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    AclsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        // What is printed is a script.
        Logging.warningsOnly();
        AccessList list = accessList(Settings.loadKnown(file, environment, KEYS));
        for (String process : principals.keySet()) {
            if (!list.processes().contains(process)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--principal: " + process + " (expected: one of " + String.join(", ", list.processes()) + ")");
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("#!/bin/sh");
        out.println("# BROKERS: host:port; ADMIN: a properties file with which kafka-acls.sh may change ACLs.");
        out.println("set -eu");
        for (String process : list.processes()) {
            out.println();
            out.println("# " + process);
            String principal = principals.getOrDefault(process, "User:" + process);
            list.of(process).forEach(grant -> out.println(command(grant, principal)));
        }
        out.flush();
        return 0;
    }

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    static AccessList accessList(Settings settings) {
        CatalogueConfig catalogue = InstallationSettings.catalogue(settings);
        return AccessList.of(
                new Topics(catalogue),
                settings.find(ApplicationSettings.APPLICATION_ID_PREFIX).orElse(catalogue.prefix()),
                Applications.ALL);
    }

    private static String command(Grant grant, String principal) {
        List<String> words = new ArrayList<>(List.of(
                "kafka-acls.sh --bootstrap-server \"$BROKERS\" --command-config \"$ADMIN\" --add --allow-principal",
                quoted(principal)));
        words.add(grant.ordered().stream()
                .map(operation -> "--operation " + OPERATIONS.get(operation))
                .collect(Collectors.joining(" ")));
        words.add(RESOURCES.get(grant.type()) + " " + quoted(grant.name()));
        if (grant.pattern() == PatternType.PREFIXED) {
            words.add("--resource-pattern-type prefixed");
        }
        return String.join(" ", words);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

package io.parley.standalone;

import io.parley.gateway.GatewaySettings;
import io.parley.runtime.lifecycle.ExitCode;
import io.parley.runtime.lifecycle.ProcessEnd;
import io.parley.runtime.management.ManagementSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Starts everything and runs until it is ended. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start everything on this machine, and stay until Ctrl-C or down.")
final class UpCommand extends InstanceCommand {

    @Option(names = "--port", description = "where clients connect; by default 8080; 0: a free port")
    private Integer port;

    @Option(names = "--management-port", description = "of health checks and metrics; by default 9080; 0: a free port")
    private Integer managementPort;

    @Option(
            names = "--open-tokens",
            description = "give development tokens without a code: then every client that reaches the port from"
                    + " this machine, by a proxy too, can be any user")
    private boolean openTokens;

    @Option(
            names = "--limits",
            description =
                    "limit clients as a gateway by itself does: rates of connects, frames, bytes and commands, and"
                            + " daily budgets")
    private boolean limits;

    @Option(
            names = Plugins.OPTION,
            paramLabel = "JAR",
            description = "a jar of your own, may be given more than once: its applications run beside Parley's, and"
                    + " PARLEY_CONVERSATION_STEPS may name its steps, with their settings beside it")
    private List<Path> jars = List.of();

    @Spec
    private CommandSpec spec;

    UpCommand(Map<String, String> environment) {
        super(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        StandaloneConfig config = config(options(), Plugins.applications(jars));
        DataFolder folder = new DataFolder(config.dataDir());
        PrintWriter out = spec.commandLine().getOut();
        long begin = System.nanoTime();
        try (Standalone standalone = new Standalone(config, line -> say(out, line))) {
            // Once the folder is taken: else the ports of an instance that runs on it would be named, not the instance.
            Preflight.ofThisMachine().check(config.dataDir(), StandaloneSettings.fixedPorts(config.own()));
            Logging.toFile(folder.log());
            say(out, "Parley starts; its data is in " + folder.path() + ", its log is " + folder.log());
            standalone.watch();
            var unused = ProcessEnd.closing(standalone::close);
            run(standalone, begin, out);
            return ExitCode.STOPPED;
        }
    }

    /** Runs until it is closed, possibly during the start. */
    private static void run(Standalone standalone, long begin, PrintWriter out) throws InterruptedException {
        try {
            standalone.start();
            say(
                    out,
                    "Steps before numbering: "
                            + (standalone.steps().isEmpty() ? "none" : String.join(", ", standalone.steps())));
            say(
                    out,
                    String.format(
                            Locale.ROOT,
                            "Ready after %.1f s. Chat at %s in two browser windows; Ctrl-C or ./parley down ends it.",
                            Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0,
                            standalone.pageUrl()));
            standalone.awaitEnd();
        } catch (StandaloneException e) {
            if (!standalone.isClosing()) {
                throw e;
            }
        }
    }

    private Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        if (port != null) {
            options.put(GatewaySettings.PORT.name(), port.toString());
        }
        if (managementPort != null) {
            options.put(ManagementSettings.PORT.name(), managementPort.toString());
        }
        if (openTokens) {
            options.put(StandaloneSettings.OPEN_TOKENS.name(), "true");
        }
        if (limits) {
            options.put(StandaloneSettings.LIMITS.name(), "true");
        }
        return options;
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}

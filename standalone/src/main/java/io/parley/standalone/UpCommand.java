package io.parley.standalone;

import io.parley.gateway.GatewaySettings;
import io.parley.runtime.management.ManagementSettings;
import io.parley.servers.AtExit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Starts everything and stays until it is ended. */
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
            description = "ask nobody for a code who wants a development token: whoever reaches the port from this"
                    + " machine, by a proxy too, can be any user")
    private boolean openTokens;

    @Option(
            names = Plugins.OPTION,
            paramLabel = "JAR",
            description = "a jar of your own, may be given more than once: its applications run beside Parley's, and"
                    + " PARLEY_CONVERSATION_STEPS may name its steps, with their settings beside it")
    private List<Path> jars = List.of();

    private static final int ENDED = 0;

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
        Standalone standalone = new Standalone(config, (part, time) -> say(out, part, time));
        check(standalone, config);
        Logging.toFile(folder.log());
        out.println("Parley starts; its data is in " + folder.path() + ", its log is " + folder.log());
        Revivals revivals = new Revivals(standalone::revive, line -> say(out, line), Clock.systemUTC());
        try (Instance instance = new Instance(standalone, new Watch(standalone, folder, revivals), out)) {
            AtExit.close(instance);
            try {
                standalone.start();
                revivals.open();
                out.println("Steps before numbering: "
                        + (standalone.steps().isEmpty() ? "none" : String.join(", ", standalone.steps())));
                out.printf(
                        Locale.ROOT,
                        "Ready after %.1f s. Chat at %s in two browser windows; Ctrl-C or ./parley down ends it.%n",
                        seconds(Duration.ofNanos(System.nanoTime() - begin)),
                        standalone.pageUrl());
                instance.awaitEnd();
            } catch (StackException e) {
                if (!instance.isClosing()) {
                    throw e;
                }
            }
            return ENDED;
        }
    }

    /** Once the folder is taken: else the ports of an instance that runs on it would be named, not the instance. */
    private static void check(Standalone standalone, StandaloneConfig config) {
        try {
            Preflight.ofThisMachine().check(config.dataDir(), StandaloneSettings.fixedPorts(config.own()));
        } catch (StackException e) {
            standalone.close();
            throw e;
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
        return options;
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private static void say(PrintWriter out, String part, Duration time) {
        out.printf(Locale.ROOT, "  %-12s %5.1f s%n", part, seconds(time));
        out.flush();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}

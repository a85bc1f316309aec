package io.parley.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.Map;

/** The command line of {@code ./parley bench} and {@code ./parley plan}. */
@Command(
        name = "parley",
        description = "Puts load on a running Parley, and says what an installation needs.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchCommand.class, PlanCommand.class})
public final class Main implements Runnable {

    /** All that was promised held. */
    static final int HELD = 0;

    /** Something is missing, or it could not be run at all. */
    static final int FAILED = 1;

    /** The command makes no sense. */
    static final int MISUSED = 2;

    /** The generator itself was too slow, and what was measured may be its own doing. */
    static final int INVALID = 3;

    @Spec
    private CommandSpec spec;

    Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Main(), new EnvironmentFactory(environment))
                .registerConverter(Duration.class, Durations::parse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }

    private static int explain(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException) {
            command.getErr().println("parley: " + failure.getMessage());
            return failure instanceof IllegalArgumentException ? MISUSED : FAILED;
        }
        throw failure;
    }

    /** Hands the environment to the commands: nothing else reads it. */
    private record EnvironmentFactory(Map<String, String> environment) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == CommonOptions.class) {
                return type.cast(new CommonOptions(environment));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}

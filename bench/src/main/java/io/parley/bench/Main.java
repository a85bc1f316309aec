package io.parley.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.Map;

/** Runs {@code ./parley bench} and {@code ./parley plan} from the command line. */
@Command(
        name = "parley",
        description = "Put load on a running Parley, and size an installation.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchCommand.class, PlanCommand.class})
public final class Main implements Runnable {

    /** All guarantees held. */
    static final int HELD = 0;

    /** A message is missing, or the run was impossible. */
    static final int FAILED = 1;

    /** The usage is invalid. */
    static final int MISUSED = 2;

    /** The generator itself was too slow, so the measurement may be invalid. */
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
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    private static int explain(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException) {
            command.getErr().println("parley: " + failure.getMessage());
            return failure instanceof IllegalArgumentException ? MISUSED : FAILED;
        }
        throw failure;
    }

    /** Passes the environment to the commands: nothing else reads it. */
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

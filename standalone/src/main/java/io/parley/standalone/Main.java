package io.parley.standalone;

import io.parley.admin.cli.AdminCommands;
import io.parley.admin.cli.AuditCommand;
import io.parley.runtime.lifecycle.ExitCode;
import io.parley.servers.ServerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.Locale;
import java.util.Map;

/**
 * Runs Parley's command line: {@code up}, {@code down}, {@code status}, {@code acls}, and each part as a process of its
 * own.
 */
@Command(
        name = "parley",
        description = "A chat back end as a stream-processing pipeline.",
        mixinStandardHelpOptions = true,
        subcommands = {UpCommand.class, DownCommand.class, StatusCommand.class, AclsCommand.class})
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    Main() {}

    public static void main(String[] arguments) {
        // Kafka writes numbers into the names of its files as the locale does, and can't read those in other digits
        // back.
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        CommandLine line = new CommandLine(new Main(), new EnvironmentFactory(environment));
        for (ProcessKind kind : ProcessKind.ALL) {
            line.addSubcommand(kind.name(), new ProcessCommand(kind, environment));
            line.getSubcommands()
                    .get(kind.name())
                    .getCommandSpec()
                    .usageMessage()
                    .description(kind.meaning());
        }
        CommandLine admin = line.getSubcommands().get(ProcessKind.ADMIN);
        AdminCommands.all(environment).forEach(admin::addSubcommand);
        CommandLine audit = new CommandLine(new AuditCommand());
        AuditCommand.all(environment).forEach(audit::addSubcommand);
        line.addSubcommand(audit);
        return line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }

    /** Prints a failure in one line for the user; its cause is in the log. */
    private static int explain(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure instanceof ServerException) {
            command.getErr().println("parley: " + failure.getMessage());
            return failure instanceof IllegalArgumentException ? ExitCode.MISUSED : ExitCode.FAILED;
        }
        throw failure;
    }

    /** Hands the environment to the commands: nothing else reads it. */
    private record EnvironmentFactory(Map<String, String> environment) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (InstanceCommand.class.isAssignableFrom(type) || type == AclsCommand.class) {
                return type.getDeclaredConstructor(Map.class).newInstance(environment);
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}

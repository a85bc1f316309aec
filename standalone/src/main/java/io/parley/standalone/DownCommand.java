package io.parley.standalone;

import io.parley.runtime.lifecycle.ExitCode;
import io.parley.servers.ChildProcesses;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends the instance on a data folder in order, or the processes that a killed instance has left. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "End what runs on the data folder, in order. Messages are there again after the next up.")
final class DownCommand extends InstanceCommand {

    private static final long PATIENCE_SECONDS = 90;

    @Spec
    private CommandSpec spec;

    DownCommand(Map<String, String> environment) {
        super(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = folder();
        PrintWriter out = spec.commandLine().getOut();
        if (!folder.isHeld()) {
            ChildProcesses.endIn(folder.path());
            out.println("Nothing runs on " + folder.path() + ".");
            return ExitCode.STOPPED;
        }
        long pid = Long.parseLong(folder.instance().getOrDefault(InstanceProperties.PID, "0"));
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            end(process.get());
        }
        out.println("Stopped.");
        return ExitCode.STOPPED;
    }

    private static void end(ProcessHandle process) throws InterruptedException {
        process.destroy();
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new StandaloneException(
                    "process " + process.pid() + " is still stopping after " + PATIENCE_SECONDS
                            + " s: look into its log, or kill it; nothing that was accepted is lost",
                    e);
        } catch (ExecutionException e) {
            throw new StandaloneException("cannot wait for process " + process.pid(), e);
        }
    }
}

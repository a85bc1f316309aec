package io.parley.standalone;

import io.parley.servers.ChildProcesses;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Prints the parts that run on a data folder, each with its address, process and memory. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Say what runs on the data folder. Exits with 0 when all does, else with 1.")
final class StatusCommand extends InstanceCommand {

    private static final int ALL_RUN = 0;
    private static final int NOT_ALL_RUN = 1;
    private static final String ROW = "%-12s %-9s %8s %8s  %s%n";

    @Spec
    private CommandSpec spec;

    StatusCommand(Map<String, String> environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        DataFolder folder = folder();
        PrintWriter out = spec.commandLine().getOut();
        Map<String, ProcessHandle> children = ChildProcesses.runningIn(folder.path());
        if (!folder.isHeld()) {
            out.println("Nothing runs on " + folder.path() + ".");
            children.forEach((name, process) ->
                    out.println(name + " was left running as process " + process.pid() + ": ./parley down ends it."));
            return NOT_ALL_RUN;
        }
        return report(folder.instance(), children, out);
    }

    private static int report(Map<String, String> instance, Map<String, ProcessHandle> children, PrintWriter out) {
        long parent = Long.parseLong(instance.getOrDefault(InstanceProperties.PID, "0"));
        out.printf(Locale.ROOT, ROW, "part", "state", "process", "MiB", "where, or why");
        long total = 0;
        boolean all = true;
        for (Map.Entry<String, PartStatus> part :
                InstanceProperties.parts(instance).entrySet()) {
            String name = part.getKey();
            PartStatus status = part.getValue();
            ProcessHandle child = children.get(name);
            OptionalLong memory = child == null ? OptionalLong.empty() : ResidentMemory.mebibytes(child.pid());
            out.printf(
                    Locale.ROOT,
                    ROW,
                    name,
                    status.state().name().toLowerCase(Locale.ROOT),
                    child == null ? parent : child.pid(),
                    memory.isPresent() ? memory.getAsLong() : "",
                    status.reason().isEmpty() ? instance.getOrDefault(name, "") : status.reason());
            total += memory.orElse(0);
            all &= status.isRunning();
        }
        OptionalLong own = ResidentMemory.mebibytes(parent);
        out.printf(Locale.ROOT, ROW, "(itself)", "", parent, own.isPresent() ? own.getAsLong() : "", "");
        out.printf(Locale.ROOT, ROW, "all", "", "", total + own.orElse(0), "");
        String steps = instance.getOrDefault(InstanceProperties.STEPS, "");
        out.println("Steps before numbering: " + (steps.isEmpty() ? "none" : steps));
        if (instance.containsKey("gateway")) {
            out.println("Chat at " + instance.get("page") + "; health and metrics at " + instance.get("management"));
        }
        return all ? ALL_RUN : NOT_ALL_RUN;
    }
}

package io.parley.topologies;

import io.parley.runtime.lifecycle.ExitCode;

import java.nio.file.Path;
import java.util.Map;

/** Runs one application as a process: {@code Main conversation|user|presence|notify [config.properties]}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv()));
    }

    private static int run(String[] arguments, Map<String, String> environment) {
        Application chosen;
        try {
            if (arguments.length < 1 || arguments.length > 2) {
                throw new IllegalArgumentException("usage: Main conversation|user|presence|notify [config.properties]");
            }
            chosen = Applications.named(arguments[0]);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return ExitCode.MISUSED;
        }
        return ApplicationProcess.run(chosen, arguments.length == 2 ? Path.of(arguments[1]) : null, environment);
    }
}

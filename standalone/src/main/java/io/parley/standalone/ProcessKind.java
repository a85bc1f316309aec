package io.parley.standalone;

import io.parley.admin.AdminProcess;
import io.parley.gateway.GatewayProcess;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.lifecycle.ExitCode;
import io.parley.topologies.Application;
import io.parley.topologies.ApplicationProcess;
import io.parley.topologies.Applications;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Describes a kind of process that runs alone.
 *
 * @param name its name on the command line
 * @param meaning its purpose, in a few words
 * @param keys all keys that its properties file or environment may set
 * @param runner runs it to its end
 */
record ProcessKind(String name, String meaning, List<SettingKey<?>> keys, Runner runner) {

    static final String ADMIN = "admin";

    /** Lists every kind of process. */
    static final List<ProcessKind> ALL = all();

    /** Runs a process. */
    @FunctionalInterface
    interface Runner {

        /**
         * @param file properties; null when there are none
         * @return the exit code of the process
         * @throws IllegalArgumentException if a setting is invalid
         */
        int run(Path file, Map<String, String> environment) throws InterruptedException;
    }

    ProcessKind {
        keys = List.copyOf(keys);
    }

    private static List<ProcessKind> all() {
        List<ProcessKind> kinds = new ArrayList<>();
        for (Application application : Applications.ALL) {
            kinds.add(new ProcessKind(
                    application.name(),
                    "runs the topology " + application.name(),
                    application.keys(),
                    (file, environment) -> ApplicationProcess.run(application, file, environment)));
        }
        kinds.add(new ProcessKind("gateway", "runs a gateway", GatewayProcess.keys(), GatewayProcess::run));
        kinds.add(new ProcessKind(
                ADMIN, "runs the admin interface, or asks it to do something", AdminProcess.keys(), AdminProcess::run));
        kinds.add(new ProcessKind(
                "connect",
                "runs a Connect worker with the sinks' plug-ins",
                ConnectProcess.keys(),
                ConnectProcess::run));
        kinds.add(new ProcessKind(
                "setup",
                "makes topics, tables and connectors where they are missing, and ends",
                SetupProcess.keys(),
                ProcessKind::setup));
        return List.copyOf(kinds);
    }

    private static int setup(Path file, Map<String, String> environment) throws InterruptedException {
        SetupProcess.run(Settings.load(file, environment, SetupProcess.keys()));
        return ExitCode.STOPPED;
    }
}

package io.parley.standalone;

import io.parley.admin.AdminProcess;
import io.parley.gateway.GatewayProcess;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.topologies.Application;
import io.parley.topologies.ApplicationProcess;
import io.parley.topologies.Applications;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What runs as a process of its own.
 *
 * @param name that it has on the command line
 * @param meaning what it does, in a few words
 * @param keys all that may be set in its properties file or environment
 * @param runner runs it to its end
 */
record ProcessKind(String name, String meaning, List<SettingKey<?>> keys, Runner runner) {

    static final String ADMIN = "admin";

    /** Every kind that there is. */
    static final List<ProcessKind> ALL = all();

    private static final int ENDED = 0;
    private static final int FAILED = 1;

    /** Runs a process. */
    @FunctionalInterface
    interface Runner {

        /**
         * @param file properties; null when there are none
         * @return what the process exits with
         * @throws IllegalArgumentException if a setting makes no sense
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
        return ENDED;
    }
}

package io.parley.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

/** Runs one part as a process. */
@Command(mixinStandardHelpOptions = true)
final class ProcessCommand implements Callable<Integer> {

    private final ProcessKind kind;
    private final Map<String, String> environment;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "settings, as a properties file")
    private Path file;

    ProcessCommand(ProcessKind kind, Map<String, String> environment) {
        this.kind = kind;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        return kind.runner().run(file, environment);
    }
}

package io.parley.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Runs a program of this process's class path as a child process: a server that a test or a harness has of its own. */
public final class JavaServer extends ChildServer {

    private final Program program;
    private final Path folder;
    private final BooleanSupplier ready;
    private final Duration startBound;

    /**
     * Names a program and how it is started.
     *
     * @param name of the server, its log and its pid file
     * @param options of the JVM
     * @param environment variables beside those that every child gets
     * @param stopBound how long it may take to end when asked; then it is killed
     */
    public record Program(
            String name,
            List<String> options,
            String mainClass,
            List<String> arguments,
            Map<String, String> environment,
            Duration stopBound) {

        public Program {
            options = List.copyOf(options);
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }

    /**
     * @param folder for its log; created when missing, and the working directory
     * @param ready whether it serves; asked again and again while it starts
     * @param startBound how long it may take until it serves; then it is ended
     * @param spawner starts the process
     */
    public JavaServer(Program program, Path folder, BooleanSupplier ready, Duration startBound, Spawner spawner) {
        super(program.name(), spawner);
        this.program = program;
        this.folder = Folders.create(folder);
        this.ready = ready;
        this.startBound = startBound;
    }

    /**
     * Runs the program to its end, for one that does its work and ends.
     *
     * @param bound how long it may take; then it is ended
     * @throws ServerException if it takes longer, or ends with another code than 0
     */
    public void run(Duration bound) {
        spawn(command(), program.environment(), folder, program.stopBound()).awaitEnd(bound);
    }

    @Override
    ChildProcess launch() {
        ChildProcess child = spawn(command(), program.environment(), folder, program.stopBound());
        child.awaitReady(ready, startBound);
        return child;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Executables.java().toString());
        command.addAll(program.options());
        command.addAll(Executables.javaOptions());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program.mainClass());
        command.addAll(program.arguments());
        return command;
    }
}

package io.parley.gateway;

import java.nio.file.Path;

/** Runs one gateway as a process: {@code Main [file]}, with a properties file and {@code PARLEY_*} variables. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Path file = arguments.length > 0 ? Path.of(arguments[0]) : null;
        System.exit(GatewayProcess.run(file, System.getenv()));
    }
}

package io.parley.admin.cli;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The address of the admin interface, and the token that is presented there: by option, or else by the environment. */
final class AdminAddress {

    private static final String URL_VARIABLE = "PARLEY_ADMIN_URL";
    private static final String TOKEN_FILE_VARIABLE = "PARLEY_ADMIN_TOKEN_FILE";
    private static final String USUAL_URL = "http://127.0.0.1:9070";

    private final Map<String, String> environment;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "where the admin interface is; by default what " + URL_VARIABLE + " says, or " + USUAL_URL)
    private URI url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "a file with your token; by default the one that " + TOKEN_FILE_VARIABLE + " names")
    private Path tokenFile;

    AdminAddress(Map<String, String> environment) {
        this.environment = environment;
    }

    URI url() {
        String named = environment.getOrDefault(URL_VARIABLE, "");
        return url == null ? URI.create(named.isBlank() ? USUAL_URL : named) : url;
    }

    /** @throws IllegalArgumentException if there is no such file */
    String token() {
        String named = environment.getOrDefault(TOKEN_FILE_VARIABLE, "");
        if (tokenFile == null && named.isBlank()) {
            throw new IllegalArgumentException(
                    "no token (expected: a file with it, by --token-file or " + TOKEN_FILE_VARIABLE + ")");
        }
        Path file = tokenFile == null ? Path.of(named) : tokenFile;
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": can't be read (expected: a file with a token)", e);
        }
    }
}

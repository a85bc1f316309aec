package io.parley.admin.cli;

import io.parley.runtime.tls.ClientTls;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The address of the admin interface, whom to trust there, and the token or certificate that is presented: by option, or
 * else by the environment.
 */
final class AdminAddress {

    private static final String URL_VARIABLE = "PARLEY_ADMIN_URL";
    private static final String TOKEN_FILE_VARIABLE = "PARLEY_ADMIN_TOKEN_FILE";
    private static final String USUAL_URL = "http://127.0.0.1:9070";

    private static final String TRUSTED_VARIABLE = "PARLEY_ADMIN_TRUSTED_CERTIFICATES";
    private static final String CERTIFICATE_VARIABLE = "PARLEY_ADMIN_CERTIFICATE";
    private static final String KEY_VARIABLE = "PARLEY_ADMIN_KEY";

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

    @Option(
            names = "--trusted-certificates",
            paramLabel = "FILE",
            description = "a PEM file with those who may sign the certificate of an https URL; by default the one that "
                    + TRUSTED_VARIABLE + " names, or those whom the JVM trusts")
    private Path trusted;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "a PEM file with your certificate, in place of a token; by default the one that "
                    + CERTIFICATE_VARIABLE + " names")
    private Path certificate;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "a PEM file with the private key of your certificate; by default the one that " + KEY_VARIABLE
                    + " names")
    private Path key;

    AdminAddress(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @throws IllegalArgumentException if there is neither a token nor a certificate, or a file can't be read */
    AdminRequests requests() {
        ClientTls tls = new ClientTls(
                "admin",
                chosen(trusted, TRUSTED_VARIABLE),
                chosen(certificate, CERTIFICATE_VARIABLE),
                chosen(key, KEY_VARIABLE));
        Optional<String> token = token();
        if (token.isEmpty() && tls.certificate().isEmpty()) {
            throw new IllegalArgumentException("no token (expected: a file with it, by --token-file or "
                    + TOKEN_FILE_VARIABLE + ", or a certificate)");
        }
        return new AdminRequests(url(), token, tls.context());
    }

    private URI url() {
        String named = environment.getOrDefault(URL_VARIABLE, "");
        return url == null ? URI.create(named.isBlank() ? USUAL_URL : named) : url;
    }

    private Optional<String> token() {
        return chosen(tokenFile, TOKEN_FILE_VARIABLE).map(file -> {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new IllegalArgumentException(file + ": can't be read (expected: a file with a token)", e);
            }
        });
    }

    private Optional<Path> chosen(Path option, String variable) {
        return Optional.ofNullable(option)
                .or(() -> Optional.of(environment.getOrDefault(variable, ""))
                        .filter(named -> !named.isBlank())
                        .map(Path::of));
    }
}

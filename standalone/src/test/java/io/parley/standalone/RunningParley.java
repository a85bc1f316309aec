package io.parley.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.admin.access.AdminTokens;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** All of Parley on free ports, started once for all tests of this JVM: what {@code ./parley up} runs. */
final class RunningParley {

    /** Groups with more members are large; so few that a test can have one. */
    static final int LARGE_ABOVE = 20;

    private static RunningParley shared;

    private final Standalone standalone;
    private final Path folder;

    private RunningParley(Standalone standalone, Path folder) {
        this.standalone = standalone;
        this.folder = folder;
    }

    static synchronized RunningParley shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static RunningParley start() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "parley-it")), "data-");
            Standalone standalone = new Standalone(StandaloneConfig.onFreePorts(folder)
                    .with("conversation.large-group-threshold", Integer.toString(LARGE_ABOVE)));
            Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "close-parley"));
            standalone.start();
            return new RunningParley(standalone, folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where clients and browsers connect. */
    URI gateway() {
        return standalone.chatUrl();
    }

    /** Where operators and back ends ask. */
    URI admin() {
        return URI.create(standalone.addresses().get("admin"));
    }

    /** The operator's token that it made up for itself. */
    String adminToken() {
        try {
            return Files.readString(folder.resolve(AdminPart.TOKEN)).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets a back end ask, beside the operator. */
    void admit(String name, String scopes, String token, String userId) {
        try {
            Files.writeString(
                    folder.resolve(AdminPart.TOKENS),
                    String.join(" ", name, scopes, AdminTokens.digest(token), userId) + "\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    URI management() {
        return standalone.managementUrl();
    }

    /** A token for a user, asked for as the page does. */
    String token(String userId) {
        return token(gateway(), userId, standalone.tokenCode());
    }

    /** What a browser opens. */
    URI page() {
        return standalone.pageUrl();
    }

    String tokenCode() {
        return standalone.tokenCode().orElseThrow();
    }

    /** From a gateway that asks for no code. */
    static String token(URI gateway, String userId) {
        return token(gateway, userId, Optional.empty());
    }

    static String token(URI gateway, String userId, Optional<String> code) {
        String said = code.map(value -> ",\"code\":\"" + value + "\"").orElse("");
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/token"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"userId\":\"" + userId + "\"" + said + "}"))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            return new ObjectMapper().readTree(answer.body()).required("token").asText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void restartConversation() {
        try {
            standalone.restart("conversation");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String bootstrapServers() {
        return standalone.bootstrapServers();
    }

    URI registryUrl() {
        return standalone.registryUrl();
    }

    InetSocketAddress cassandra() {
        return standalone.cassandra();
    }

    URI redis() {
        return standalone.redis();
    }
}

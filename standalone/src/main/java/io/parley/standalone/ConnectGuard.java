package io.parley.standalone;

import io.parley.runtime.http.BasicAuthorization;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Protects the REST interface of a Connect worker by user and password (HTTP basic authentication). Requests between
 * the workers of a group are signed with the group's key instead, which Connect checks.
 */
public final class ConnectGuard implements ConnectRestExtension {

    /** Names the worker's property with the required value of {@code Authorization}. */
    private static final String AUTHORIZATION = "parley.rest.authorization";

    private String expected;

    /** Returns the properties of a protected worker. */
    static Map<String, String> workerProperties(String username, String password) {
        return Map.of(
                "rest.extension.classes",
                ConnectGuard.class.getName(),
                AUTHORIZATION,
                BasicAuthorization.of(username, password));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        if (!(configs.get(AUTHORIZATION) instanceof String value)) {
            throw new IllegalArgumentException(AUTHORIZATION + ": missing (expected: who may use the REST interface)");
        }
        expected = value;
    }

    @Override
    public void register(ConnectRestExtensionContext context) {
        context.configurable().register(new Filter(expected.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String version() {
        return String.valueOf(ConnectGuard.class.getPackage().getImplementationVersion());
    }

    @Override
    public void close() {}

    private record Filter(byte[] expected) implements ContainerRequestFilter {

        private static final Pattern TASKS = Pattern.compile("/?connectors/[^/]+/tasks/?");
        private static final Pattern FENCE = Pattern.compile("/?connectors/[^/]+/fence/?");

        @Override
        public void filter(ContainerRequestContext request) {
            String given = request.getHeaderString(HttpHeaders.AUTHORIZATION);
            if (!isBetweenWorkers(request)
                    && (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8)))) {
                request.abortWith(Response.status(Response.Status.UNAUTHORIZED)
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"connect\"")
                        .entity("user and password are needed, as connect.username and connect.password say")
                        .build());
            }
        }

        private static boolean isBetweenWorkers(ContainerRequestContext request) {
            String path = request.getUriInfo().getPath();
            return switch (request.getMethod()) {
                case "POST" -> TASKS.matcher(path).matches();
                case "PUT" -> FENCE.matcher(path).matches();
                default -> false;
            };
        }
    }
}

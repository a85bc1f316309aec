package io.parley.runtime.registry;

import io.parley.runtime.http.BasicAuthorization;
import io.parley.runtime.tls.ClientTls;

import java.util.Optional;

/**
 * Says as whom the schema registry is asked, and by what its certificate is believed.
 *
 * @param username with a password: HTTP basic authentication
 * @param password of that user
 * @param token an HTTP bearer token, in place of user and password
 */
public record RegistryAccess(
        Optional<String> username, Optional<String> password, Optional<String> token, ClientTls tls) {

    /** @throws IllegalArgumentException naming the keys and what was expected */
    public RegistryAccess {
        if (username.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException(
                    "registry.username, registry.password: only one is set (expected: both, or none)");
        }
        if (username.isPresent() && token.isPresent()) {
            throw new IllegalArgumentException(
                    "registry.username, registry.token: both are set (expected: a user or a token)");
        }
        if (username.filter(name -> name.indexOf(':') >= 0).isPresent()) {
            throw new IllegalArgumentException(
                    "registry.username: " + username.get() + " (expected: a name without a colon)");
        }
    }

    /** Asks as nobody, and trusts whom the JVM trusts. */
    public static RegistryAccess open() {
        return new RegistryAccess(
                Optional.empty(), Optional.empty(), Optional.empty(), ClientTls.standard("registry.tls"));
    }

    /** Returns the header {@code Authorization}; empty for an anonymous client. */
    Optional<String> authorization() {
        return token.map(text -> "Bearer " + text)
                .or(() -> username.map(name -> BasicAuthorization.of(name, password.orElseThrow())));
    }

    /** Names the user, without a secret. */
    @Override
    public String toString() {
        return token.map(text -> "the bearer of a token")
                .or(() -> username.map(name -> "user " + name))
                .orElse("nobody");
    }
}

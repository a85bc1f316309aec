package io.parley.admin.access;

import io.parley.schemas.UserId;
import io.parley.servers.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdminTokensTest {

    @TempDir
    private Path folder;

    @Test
    void shouldRecogniseATokenByItsDigest() throws IOException {
        // Given
        Path file = file("# operators\n\nann operator,support " + AdminTokens.digest("secret") + "\n");

        // When
        AdminTokens tokens = new AdminTokens(file);

        // Then
        assertThat(tokens.caller("secret", "10.0.0.1"))
                .contains(new Caller("ann", Set.of(Role.OPERATOR, Role.SUPPORT), "10.0.0.1"));
        assertThat(tokens.caller("Secret", "10.0.0.1")).isEmpty();
        assertThat(tokens.caller("", "10.0.0.1")).isEmpty();
    }

    @Test
    void shouldReadScopesAndTheUserOfABackEnd() throws IOException {
        // Given
        AdminTokens tokens = new AdminTokens(file("shop create,on-behalf " + AdminTokens.digest("secret")
                + " auth0|bot\n" + "form send " + AdminTokens.digest("other")));

        // Then
        assertThat(tokens.caller("secret", "10.0.0.1"))
                .contains(new Caller("shop", Set.of(Role.CREATE, Role.ON_BEHALF), "10.0.0.1", new UserId("auth0|bot")));
        assertThat(tokens.caller("other", "10.0.0.1"))
                .contains(new Caller("form", Set.of(Role.SEND), "10.0.0.1", new UserId("form")));
    }

    @Test
    void shouldTakeTheDigestThatSha256sumPrints() {
        // printf %s secret | sha256sum
        assertThat(AdminTokens.digest("secret"))
                .isEqualTo("2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b");
    }

    @Test
    void shouldRecogniseACertificateByItsDigestAndNeverAsAToken() throws Exception {
        // Given
        X509Certificate certificate = TestCertificate.create().certificate();
        String digest = AdminTokens.digest(certificate);
        AdminTokens tokens = new AdminTokens(file("ann operator " + digest));

        // Then: what stands in the file is no secret
        assertThat(tokens.caller(certificate, "10.0.0.1"))
                .contains(new Caller("ann", Set.of(Role.OPERATOR), "10.0.0.1"));
        assertThat(tokens.caller(TestCertificate.create().certificate(), "10.0.0.1"))
                .isEmpty();
        assertThat(tokens.caller(digest, "10.0.0.1")).isEmpty();
        assertThat(tokens.caller(new String(certificate.getEncoded(), StandardCharsets.ISO_8859_1), "10.0.0.1"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ann operator; a name, roles, a SHA-256",
                "ann operator my-token; a SHA-256 in 64 hexadecimal digits",
                "ann king 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b; roles out of operator",
                "ann operator certificate:my-token; a SHA-256 in 64 hexadecimal digits",
                "shop send 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b a/b; a user id, which is",
                "a/b operator 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b; a name, roles",
            })
    void shouldSayWhichLineIsWrongAndNotWhatStandsThere(String line, String expected) throws IOException {
        // Given
        Path file = file("# first\n" + line);

        // Then
        assertThatThrownBy(() -> new AdminTokens(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("admin.tokens: line 2 of ")
                .hasMessageContaining(expected)
                .hasMessageNotContaining("my-token");
    }

    @Test
    void shouldFailTheStartWhenThereIsNoFile() {
        assertThatThrownBy(() -> new AdminTokens(folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("admin.tokens: ");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("tokens"), content);
    }
}

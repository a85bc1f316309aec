package io.parley.gateway.session.connection;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

class CloseReasonTest {

    private static final Path PROTOCOL = Path.of("../docs/protocol.md");
    private static final Path ASYNC_API = Path.of("src/main/resources/asyncapi/parley.v1.yaml");
    private static final Pattern LIST = Pattern.compile("Close codes: [^.]*[.]");

    @ParameterizedTest
    @EnumSource
    void shouldBeWhereClientsReadOfIt(CloseReason reason) throws IOException {
        for (Path document : new Path[] {PROTOCOL, ASYNC_API}) {
            Matcher list = LIST.matcher(Files.readString(document));
            assertThat(list.find()).isTrue();
            assertThat(list.group()).contains(" " + reason.code() + " ");
        }
    }
}

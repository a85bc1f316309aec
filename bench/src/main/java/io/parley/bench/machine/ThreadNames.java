package io.parley.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the whole names of a JVM's threads, of which the system keeps 15 characters: by the {@code jcmd} of the JDK
 * that runs this, outside of the measured time.
 */
final class ThreadNames {

    private static final Pattern THREAD = Pattern.compile("^\"(.*?)\" .*\\bnid=(0x[0-9a-f]+|\\d+)");
    private static final long PATIENCE_SECONDS = 10;

    private ThreadNames() {}

    /** Names by the system's thread id; empty if the process is no JVM or doesn't answer. */
    static Map<Long, String> of(long pid) throws InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd) || !isJava(pid)) {
            return Map.of();
        }
        Path dump = null;
        try {
            dump = Files.createTempFile("parley-bench-", ".threads");
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print")
                    .redirectErrorStream(true)
                    .redirectOutput(dump.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Map.of();
            }
            return parse(Files.readString(dump, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Map.of();
        } finally {
            delete(dump);
        }
    }

    /** For any other process the request is a signal that ends it. */
    private static boolean isJava(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> Path.of(command).endsWith("java"))
                .isPresent();
    }

    static Map<Long, String> parse(String dump) {
        Map<Long, String> names = new HashMap<>();
        dump.lines().forEach(line -> {
            Matcher thread = THREAD.matcher(line);
            if (thread.find()) {
                names.put(Long.decode(thread.group(2)), thread.group(1));
            }
        });
        return names;
    }

    private static void delete(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}

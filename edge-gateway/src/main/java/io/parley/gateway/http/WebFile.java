package io.parley.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Holds a file of the web chat, plain and, if that is shorter, compressed once for all requests. Nothing in it is
 * secret or personal, so its compressed length reveals nothing.
 */
record WebFile(String contentType, Body plain, Optional<Body> gzipped) {

    /**
     * A body with its ETag.
     *
     * @param bytes never released, and only ever duplicated
     * @param etag changes when the bytes do
     */
    record Body(ByteBuf bytes, String etag) {

        private static Body of(byte[] bytes) {
            return new Body(
                    Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes)).asReadOnly(), WebFile.etag(bytes));
        }
    }

    private static final Map<String, String> CONTENT_TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json; charset=utf-8"),
            Map.entry("webmanifest", "application/manifest+json; charset=utf-8"),
            Map.entry("md", "text/markdown; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("yaml", "application/yaml; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("webp", "image/webp"),
            Map.entry("woff2", "font/woff2"));

    private static final String UNKNOWN = "application/octet-stream";
    private static final int ETAG_BYTES = 12;

    static WebFile of(Path path, byte[] bytes) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        byte[] gzipped = gzip(bytes);
        return new WebFile(
                CONTENT_TYPES.getOrDefault(extension, UNKNOWN),
                Body.of(bytes),
                gzipped.length < bytes.length ? Optional.of(Body.of(gzipped)) : Optional.empty());
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new Thorough(gzipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory doesn't fail", e);
        }
        return gzipped.toByteArray();
    }

    /** Compresses as well as possible, since that runs once at the start. */
    private static final class Thorough extends GZIPOutputStream {

        private Thorough(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    private static String etag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, ETAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

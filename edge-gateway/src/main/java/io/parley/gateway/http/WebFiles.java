package io.parley.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Serves {@code GET /} and the files beside it: the web chat, the JavaScript client and the description of the protocol.
 * They come from {@code /web} of the jars that have them, and are held in memory from the start so that no request touches
 * a disk.
 */
public final class WebFiles implements Endpoint {

    private static final String ROOT = "/web/";
    private static final String INDEX = "index.html";

    /** A file of each part, which identifies its jar: {@code /web} of any other jar is not served. */
    private static final List<String> PARTS = List.of(INDEX, "parley-client.js", "asyncapi/parley.v1.yaml");

    /** Loads everything from here alone, including the WebSocket; no script or style in the page. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    /** The page needs no device. */
    private static final String PERMISSIONS = "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(),"
            + " payment=(), accelerometer=(), gyroscope=(), magnetometer=()";

    /** Prefixes of paths that other pages may load: the client, and the description of the protocol. */
    private static final List<String> FOR_OTHERS = List.of("/parley-client", "/asyncapi/");

    private final Map<String, WebFile> files;
    private final OriginPolicy origins;

    private WebFiles(Map<String, WebFile> files, OriginPolicy origins) {
        this.files = files;
        this.origins = origins;
    }

    /**
     * Reads the files. Blocks.
     *
     * @param origins origins of pages that may import the client
     */
    public static WebFiles load(OriginPolicy origins) {
        Map<String, WebFile> files = new HashMap<>();
        for (String part : PARTS) {
            URL found = WebFiles.class.getResource(ROOT + part);
            if (found != null) {
                files.putAll(load(found, part));
            }
        }
        return new WebFiles(Map.copyOf(files), origins);
    }

    /** Reads all files of the root that contains a part. */
    private static Map<String, WebFile> load(URL found, String part) {
        try {
            if (found.openConnection() instanceof JarURLConnection jar) {
                Path archive = Path.of(jar.getJarFileURL().toURI());
                try (FileSystem inside = FileSystems.newFileSystem(archive, (ClassLoader) null)) {
                    return read(inside.getPath(ROOT));
                }
            }
            Path root = Path.of(found.toURI());
            for (int i = 0; i < Path.of(part).getNameCount(); i++) {
                root = root.getParent();
            }
            return read(root);
        } catch (IOException e) {
            throw new UncheckedIOException("the web chat's files can't be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the web chat's files are at no proper place: " + found, e);
        }
    }

    @Override
    public void handle(ChannelHandlerContext context, FullHttpRequest request) {
        WebFile file = files.get(HttpRouter.path(request));
        if (file == null) {
            HttpResponses.send(
                    context.channel(), request, Problem.of(HttpResponseStatus.NOT_FOUND, "there is nothing here"));
        } else if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            HttpResponses.send(context.channel(), request, Problem.methodNotAllowed("GET, HEAD"));
        } else {
            FullHttpResponse answer = answer(request, file);
            if (FOR_OTHERS.stream().anyMatch(HttpRouter.path(request)::startsWith)) {
                letOthersRead(answer, request, HttpRouter.isEncrypted(context.channel()));
            }
            HttpResponses.send(context.channel(), request, answer);
        }
    }

    private void letOthersRead(FullHttpResponse answer, FullHttpRequest request, boolean encrypted) {
        boolean allowed = origins.allows(request.headers(), encrypted);
        CrossOrigin.headers(request.headers(), allowed)
                .forEach((name, value) -> answer.headers().add(name, value));
        answer.headers().set("cross-origin-resource-policy", "cross-origin");
    }

    private static FullHttpResponse answer(FullHttpRequest request, WebFile file) {
        boolean compressed = file.gzipped().isPresent()
                && AcceptedEncodings.of(request.headers()).gzip();
        WebFile.Body body = compressed ? file.gzipped().orElseThrow() : file.plain();
        boolean unchanged = body.etag().equals(request.headers().get(HttpHeaderNames.IF_NONE_MATCH));
        FullHttpResponse answer = HttpResponses.of(
                unchanged ? HttpResponseStatus.NOT_MODIFIED : HttpResponseStatus.OK,
                file.contentType(),
                unchanged ? Unpooled.EMPTY_BUFFER : body.bytes().duplicate());
        if (compressed) {
            answer.headers().set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        }
        if (file.gzipped().isPresent()) {
            answer.headers().add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        }
        answer.headers()
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .set(HttpHeaderNames.ETAG, body.etag())
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)
                .set("referrer-policy", "no-referrer")
                .set("permissions-policy", PERMISSIONS)
                .set("cross-origin-opener-policy", "same-origin")
                .set("cross-origin-resource-policy", "same-origin");
        return answer;
    }

    private static Map<String, WebFile> read(Path root) throws IOException {
        Map<String, WebFile> files = new HashMap<>();
        List<Path> paths;
        try (Stream<Path> all = Files.walk(root)) {
            paths = all.filter(Files::isRegularFile).toList();
        }
        for (Path path : paths) {
            String name = root.relativize(path).toString().replace('\\', '/');
            WebFile file = WebFile.of(path, Files.readAllBytes(path));
            files.put("/" + name, file);
            if (name.equals(INDEX)) {
                files.put("/", file);
            }
        }
        return files;
    }
}

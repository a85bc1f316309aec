package io.parley.servers;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/**
 * Hands out ports on the loopback address. A free port has no listener now and was not handed out before by this
 * object, so servers that start side by side share one object. It lies outside of the system's range for connections,
 * where that leaves room: a server that is restarted must not find its port taken by a connection. Safe for use by
 * several threads.
 */
public final class Ports {

    private static final int ATTEMPTS = 100;

    private final Set<Integer> handedOut = new HashSet<>();
    private final PortRange servers = PortRange.forServers();

    /**
     * Names the address on which every server of this machine listens, also in a JVM that prefers IPv6 and has another
     * loopback address.
     */
    public static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a port that is free on the loopback address. */
    public synchronized int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = servers.isEmpty() ? anyPort() : servers.any();
            if (!handedOut.contains(port) && isFree(port)) {
                handedOut.add(port);
                return port;
            }
        }
        throw new ServerException("no free port on the loopback address");
    }

    /** Returns whether a server could listen on this port of the loopback address now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * Returns the port of a server that keeps it over restarts: the given one, or for 0 the one recorded in its folder,
     * or a free one, which is then recorded.
     */
    synchronized int keptIn(Path dataDir, String name, int port) {
        if (port != 0) {
            return port;
        }
        Path file = dataDir.resolve("ports.properties");
        try {
            Properties kept = new Properties();
            if (Files.exists(file)) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    kept.load(reader);
                }
            }
            String known = kept.getProperty(name);
            if (known != null && isFree(Integer.parseInt(known))) {
                handedOut.add(Integer.valueOf(known));
                return Integer.parseInt(known);
            }
            int fresh = free();
            kept.setProperty(name, Integer.toString(fresh));
            Files.createDirectories(dataDir);
            try (Writer writer = Files.newBufferedWriter(file)) {
                kept.store(writer, null);
            }
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep ports in " + file, e);
        }
    }

    private static int anyPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback address", e);
        }
    }
}

package io.parley.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** Holds a range of ports, both ends included; it is empty if the last is below the first. */
record PortRange(int first, int last) {

    private static final Path CONNECTIONS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 65_535;
    private static final int ROOM = 1_000;

    /**
     * Returns the range for servers that choose their own port; empty if the system's range for connections leaves no
     * room.
     */
    static PortRange forServers() {
        try {
            String[] ends = KernelFile.read(CONNECTIONS).split("\\s+", 2);
            return beside(new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])));
        } catch (IOException notLinux) {
            return new PortRange(1, 0);
        }
    }

    static PortRange beside(PortRange connections) {
        PortRange below = new PortRange(LOWEST, connections.first() - 1);
        if (below.size() >= ROOM) {
            return below;
        }
        PortRange above = new PortRange(Math.max(LOWEST, connections.last() + 1), HIGHEST);
        return above.size() >= ROOM ? above : new PortRange(1, 0);
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** Returns a random port, so that processes that search at the same moment seldom find the same one. */
    int any() {
        return ThreadLocalRandom.current().nextInt(first, last + 1);
    }

    private int size() {
        return Math.max(0, last - first + 1);
    }
}

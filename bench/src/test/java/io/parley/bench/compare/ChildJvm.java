package io.parley.bench.compare;

import com.sun.management.OperatingSystemMXBean;
import io.parley.servers.RealServers;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.PlatformManagedObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A server in a JVM of its own, which is asked for what it takes. */
public final class ChildJvm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long KIB = 1_024;

    private final Process process;
    private final Path log;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    /**
     * What it takes at a moment.
     *
     * @param cpuNanos since its start
     * @param heap bytes in use, after a collection when one was asked for
     * @param direct bytes outside the heap that buffers are cut from
     * @param resident bytes of memory
     */
    record Use(long cpuNanos, long heap, long direct, long resident) {}

    private ChildJvm(Process process, Path log, JMXConnector connector, MBeanServerConnection beans) {
        this.process = process;
        this.log = log;
        this.connector = connector;
        this.beans = beans;
    }

    /** Starts a main class with the class path of this process; returns when it can be asked. */
    static ChildJvm start(String main, List<String> arguments, Map<String, String> environment, Path log)
            throws IOException {
        int port = RealServers.get().freePort();
        List<String> command = command(List.of(
                "-Xmx1g",
                // Netty's own count of its direct memory is shown nowhere; that of the JVM is.
                "-Dio.netty.maxDirectMemory=0",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false"));
        command.add(main);
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            JMXConnector connector = connect(process, port);
            return new ChildJvm(process, log, connector, connector.getMBeanServerConnection());
        } catch (IOException e) {
            process.destroyForcibly();
            throw new IOException(main + " can't be asked; it said: " + Files.readString(log), e);
        }
    }

    /** How a JVM is started with the class path of this one. */
    public static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        return command;
    }

    Use use() throws IOException {
        return new Use(
                bean(OperatingSystemMXBean.class, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME)
                        .getProcessCpuTime(),
                bean(MemoryMXBean.class, ManagementFactory.MEMORY_MXBEAN_NAME)
                        .getHeapMemoryUsage()
                        .getUsed(),
                bean(BufferPoolMXBean.class, "java.nio:type=BufferPool,name=direct")
                        .getMemoryUsed(),
                resident());
    }

    /** @throws IllegalStateException when it has ended; the message is what it said */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("a server has ended; it said: " + Files.readString(log));
        }
    }

    /** Throws away what nobody holds. */
    void collect() throws IOException {
        bean(MemoryMXBean.class, ManagementFactory.MEMORY_MXBEAN_NAME).gc();
    }

    @Override
    public void close() throws IOException {
        connector.close();
        process.destroyForcibly().onExit().join();
    }

    private <B extends PlatformManagedObject> B bean(Class<B> type, String name) throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(beans, name, type);
    }

    private long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"), StandardCharsets.UTF_8)
                .stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst()
                .orElse(0);
    }

    @SuppressWarnings("BanJNDI") // the address is one that this process has just made up, on the loopback address
    private static JMXConnector connect(Process process, int port) throws IOException {
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return JMXConnectorFactory.connect(url);
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
    }
}

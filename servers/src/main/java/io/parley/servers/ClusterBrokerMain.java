package io.parley.servers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Runs one broker of a cluster until the process is asked to end: {@code ClusterBrokerMain broker.properties}. */
final class ClusterBrokerMain {

    /** Printed once the broker serves clients. */
    static final String READY = "the broker serves clients";

    private static final Logger LOG = LoggerFactory.getLogger(ClusterBrokerMain.class);

    private ClusterBrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        KafkaNode node = new KafkaNode(read(Path.of(arguments[0])));
        Runtime.getRuntime().addShutdownHook(new Thread(node::stop, "stop-broker"));
        try {
            node.start();
            System.out.println(READY);
        } catch (Exception e) {
            LOG.error("the broker does not start", e);
            // Its threads would keep the process alive.
            Runtime.getRuntime().halt(1);
        }
    }

    private static Map<String, String> read(Path file) throws Exception {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}

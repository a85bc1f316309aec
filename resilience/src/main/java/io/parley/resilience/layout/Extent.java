package io.parley.resilience.layout;

import java.util.List;
import java.util.Map;

/** Says how much of the compose file's installation runs. */
public enum Extent {
    /** Every process, as the file has them. */
    WHOLE(Integer.MAX_VALUE, Map.of()),

    /**
     * Three brokers, both gateways and one of each other process, with a third of the partitions: two cores carry it, but
     * starts fill them. Nobody takes over for a process that is away, so it is a fault's whole length that clients see.
     */
    SMALL(1, Map.of("PARLEY_TOPICS_CONVERSATION_PARTITIONS", "4", "PARLEY_TOPICS_USER_PARTITIONS", "4"));

    private final int most;
    private final Map<String, String> settings;

    Extent(int most, Map<String, String> settings) {
        this.most = most;
        this.settings = settings;
    }

    /** Returns which of a kind's services run. Clients need a gateway while the other one is away. */
    List<String> of(String kind, List<String> services) {
        return kind.equals(Processes.GATEWAY)
                ? services
                : services.stream().limit(most).toList();
    }

    /** Returns variables of Parley's processes that have other values than in the file. */
    Map<String, String> settings() {
        return settings;
    }
}

package io.parley.resilience.fault;

import io.parley.resilience.layout.Link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lists the faults that a run can be made with. */
public final class Faults {

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration OUTAGE = Duration.ofSeconds(8);
    private static final Duration LATE = Duration.ofMillis(500);
    private static final Duration FREEZE = Duration.ofSeconds(12);

    private Faults() {}

    /** Returns all, by what they do. */
    public static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        all.add(new Nothing());
        for (String node : List.of(
                "gateway-1",
                "conversation-1",
                "conversation-2",
                "user-1",
                "user-2",
                "presence-1",
                "connect-1",
                "broker-1",
                "broker-2",
                "broker-3")) {
            all.add(Kill.of(MOMENT, node));
        }
        for (BrokerRole role : BrokerRole.values()) {
            all.add(new KillRole(role, MOMENT));
        }
        for (String node : List.of("registry", "redis", "cassandra")) {
            all.add(Kill.of(OUTAGE, node));
        }
        all.add(new Kill(List.of("conversation-1"), MOMENT, 3));
        for (String kind : List.of("gateway", "conversation", "user", "presence", "connect")) {
            all.add(Kill.of(MOMENT, kind + "-1", kind + "-2"));
        }
        all.add(Kill.of(MOMENT, "broker-1", "broker-2"));
        all.add(Kill.of(MOMENT, "broker-1", "broker-2", "broker-3"));
        for (String node : List.of(
                "gateway-2",
                "conversation-2",
                "user-1",
                "presence-1",
                "connect-1",
                "broker-1",
                "broker-2",
                "broker-3",
                "registry",
                "redis",
                "cassandra")) {
            all.add(new Freeze(node, FREEZE));
        }
        all.add(new LinkCut("gateway-1", Link.Flow.CUT, FREEZE));
        all.add(new LinkCut("gateway-1", Link.Flow.NO_ANSWERS, FREEZE));
        all.add(new LinkCut("gateway-1", Link.Flow.NO_REQUESTS, FREEZE));
        all.add(new LinkCut("cassandra", Link.Flow.CUT, FREEZE));
        all.add(new LinkCut("cassandra", Link.Flow.NO_ANSWERS, FREEZE));
        all.add(new LinkCut("redis", Link.Flow.NO_ANSWERS, FREEZE));
        all.add(new LinkCut("registry", Link.Flow.NO_ANSWERS, FREEZE));
        all.add(new LinkCut("broker-1", Link.Flow.CUT, FREEZE));
        all.add(new LinkCut("broker-2", Link.Flow.NO_ANSWERS, FREEZE));
        all.add(new LinkCut("broker-3", Link.Flow.NO_REQUESTS, FREEZE));
        all.add(new LinkDelay("cassandra", LATE, FREEZE));
        all.add(new LinkDelay("broker-1", LATE, FREEZE));
        for (String server : List.of("gateway-1", "cassandra", "redis", "broker-1")) {
            all.add(new LinkReset(server));
        }
        all.add(new StateLoss("conversation-2", StateLoss.Damage.LOST));
        all.add(new StateLoss("user-2", StateLoss.Damage.LOST));
        all.add(new StateLoss("conversation-1", StateLoss.Damage.CORRUPT));
        all.add(new StateLoss("user-1", StateLoss.Damage.CORRUPT));
        all.add(new RedisFlush());
        all.add(new Poison("commands", 24));
        all.add(new Poison("events", 24));
        all.add(new Poison("sessions", 24));
        all.add(new Shrink(
                List.of("gateway-2", "conversation-2", "user-2", "presence-2", "connect-2"), Duration.ofSeconds(10)));
        all.add(new Rolling(List.of(
                "gateway-1",
                "gateway-2",
                "conversation-1",
                "conversation-2",
                "user-1",
                "user-2",
                "presence-1",
                "presence-2",
                "connect-1",
                "connect-2",
                "broker-1",
                "broker-2",
                "broker-3")));
        return List.copyOf(all);
    }

    /** Returns six that between them touch every kind of process, in the order of the short form. */
    public static List<Fault> six() {
        return List.of(
                Kill.of(MOMENT, "conversation-1"),
                Kill.of(MOMENT, "gateway-1", "presence-1"),
                Kill.of(MOMENT, "user-1"),
                Kill.of(MOMENT, "connect-1", "redis"),
                Kill.of(MOMENT, "broker-1"),
                Kill.of(MOMENT, "cassandra", "registry"));
    }

    /**
     * Returns the fault of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Fault named(String name) {
        return all().stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ": no such fault (expected: one of "
                        + all().stream().map(Fault::name).toList() + ")"));
    }
}

package io.parley.bench.hostile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Acts as one hostile account, on a thread of its own while it runs: one act after the other, at a fixed rate, over all
 * of its sessions.
 */
public final class HostileAccount implements AutoCloseable {

    private static final int LARGE_GROUP = 1_000;
    private static final int MESSAGES = 100;
    private static final int MESSAGE_CHARACTERS = 4_000;
    private static final Duration ENTRY = Duration.ofSeconds(3);
    private static final long READ_NANOS = Duration.ofMillis(200).toNanos();
    private static final int READS_PER_SIGN = 20;

    private final InetSocketAddress gateway;
    private final String token;
    private final Settings settings;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<HostileSession> sessions = new ArrayList<>();
    private final Map<Act, Long> done = new EnumMap<>(Act.class);
    private final String group;
    private final String invented;
    private final String crowd;
    private long refusedHandshakes;
    private long dropped;
    private long commands;
    private Thread thread;
    private volatile boolean running;

    /**
     * How hostile it is.
     *
     * @param tag of its invented members, letters and digits
     * @param sessions at a time, every second of which never reads
     * @param rate acts per second, all kinds together
     * @param groupSize members of each group that it floods with
     * @param acts in turn
     */
    public record Settings(String tag, int sessions, double rate, int groupSize, List<Act> acts) {

        public Settings {
            acts = List.copyOf(acts);
            if (acts.isEmpty()) {
                throw new IllegalArgumentException("acts: none (expected: one or more)");
            }
            if (sessions < 2) {
                throw new IllegalArgumentException("sessions: " + sessions + " (expected: 2 or more)");
            }
            if (!(rate > 0)) {
                throw new IllegalArgumentException("hostile rate: " + rate + " (expected: above 0 acts per second)");
            }
        }
    }

    /**
     * Counts the acts of the account.
     *
     * @param acts by kind, those that were handed to a socket
     * @param dropped acts for which no session had room
     * @param refusedHandshakes by the gateway, with any status but 101
     */
    public record Deeds(Map<Act, Long> acts, long dropped, long refusedHandshakes) {}

    /** @param token of the account */
    public HostileAccount(InetSocketAddress gateway, String token, Settings settings) {
        this.gateway = gateway;
        this.token = token;
        this.settings = settings;
        this.group = uuid();
        this.invented = members(LARGE_GROUP - 1);
        this.crowd = members(settings.groupSize());
    }

    /** Makes the large group that it opens and reads, and fills it. Blocks for some seconds. */
    public void settle() throws IOException, InterruptedException {
        HostileSession first = HostileSession.begin(gateway, token, true);
        sessions.add(first);
        if (!first.isOpen()) {
            throw new IOException("the gateway refuses the hostile account's first session");
        }
        pause(first, ENTRY);
        say(first, create(group, invented));
        pause(first, ENTRY);
        for (int i = 0; i < MESSAGES; i++) {
            say(first, command("send", group, ",\"content\":\"" + "x".repeat(MESSAGE_CHARACTERS) + "\""));
            pause(first, Duration.ofMillis(30));
        }
        pause(first, ENTRY);
    }

    /** Begins to act. */
    public void start() {
        running = true;
        thread = new Thread(this::run, "bench-hostile");
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops, and ends all sessions. */
    public void stop() throws InterruptedException {
        running = false;
        if (thread != null) {
            thread.join();
        }
        sessions.forEach(HostileSession::close);
        sessions.clear();
    }

    /** Returns what it has done so far. To be called when it doesn't act. */
    public Deeds deeds() {
        return new Deeds(new EnumMap<>(done), dropped, refusedHandshakes);
    }

    /** Stops without waiting for the act under way, which ends with its session. */
    @Override
    public void close() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
        List.copyOf(sessions).forEach(HostileSession::close);
    }

    private void run() {
        long begin = System.nanoTime();
        long nextRead = begin;
        long reads = 0;
        for (long act = 0; running; act++) {
            long due = begin + Math.round(act * 1e9 / settings.rate());
            long now = System.nanoTime();
            if (now - nextRead >= 0) {
                nextRead = now + READ_NANOS;
                sessions.forEach(HostileSession::read);
                if (reads++ % READS_PER_SIGN == 0) {
                    replenish();
                }
            }
            try {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - now));
                Act kind = settings.acts().get((int) (act % settings.acts().size()));
                if (act(kind, act / settings.acts().size())) {
                    done.merge(kind, 1L, Long::sum);
                } else {
                    dropped++;
                }
            } catch (IOException e) {
                refusedHandshakes++;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Keeps the sessions alive, and begins others for those that the gateway has ended. */
    private void replenish() {
        sessions.forEach(HostileSession::live);
        sessions.removeIf(session -> {
            if (!session.isOpen()) {
                session.close();
            }
            return !session.isOpen();
        });
        try {
            while (running && sessions.size() < settings.sessions() && join()) {}
        } catch (IOException e) {
            refusedHandshakes++;
        }
    }

    private boolean join() throws IOException {
        HostileSession session = HostileSession.begin(gateway, token, sessions.size() % 2 == 0);
        if (session.isOpen()) {
            sessions.add(session);
        } else {
            refusedHandshakes++;
            session.close();
        }
        return session.isOpen();
    }

    private boolean act(Act act, long number) throws IOException {
        return switch (act) {
            case FLOOD_GROUPS -> any(0, create(uuid(), crowd));
            case OPEN_UNREAD -> any(1, "{\"type\":\"open\",\"conversationId\":\"" + group + "\"}");
            case ASK_HISTORY ->
                any(1, "{\"type\":\"history\",\"ref\":1,\"conversationId\":\"" + group + "\",\"limit\":200}");
            case RECONNECT -> {
                if (!sessions.isEmpty()) {
                    sessions.remove(random.nextInt(sessions.size())).close();
                }
                yield join();
            }
            case HANDSHAKE -> {
                HostileSession.knock(gateway, token);
                refusedHandshakes++;
                yield true;
            }
            case REACT ->
                any(
                        0,
                        command(
                                "react",
                                group,
                                ",\"target\":2,\"reaction\":\"x\"" + (number % 2 == 0 ? "" : ",\"remove\":true")));
            case SET_STATUS ->
                any(0, "{\"type\":\"status\",\"status\":\"" + (number % 2 == 0 ? "away" : "online") + "\"}");
        };
    }

    /** Sends over a session at random; of those at odd places none reads at first. */
    private boolean any(int parity, String frame) {
        if (sessions.isEmpty()) {
            return false;
        }
        int place = random.nextInt(sessions.size()) / 2 * 2 + parity;
        return sessions.get(Math.min(place, sessions.size() - 1)).send(frame);
    }

    private static void say(HostileSession session, String frame) throws IOException {
        if (!session.send(frame)) {
            throw new IOException("the gateway ended the hostile account's first session");
        }
    }

    private static void pause(HostileSession session, Duration time) throws InterruptedException {
        for (long left = time.toMillis(); left > 0; left -= 10) {
            TimeUnit.MILLISECONDS.sleep(Math.min(10, left));
            session.read();
        }
    }

    private String members(int count) {
        return IntStream.range(0, count)
                .mapToObj(member -> "\"nobody-" + settings.tag() + "-" + member + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String create(String conversation, String members) {
        return command("create", conversation, ",\"kind\":\"group\",\"title\":\"Flood\",\"members\":" + members);
    }

    private String command(String type, String conversation, String fields) {
        return "{\"type\":\"" + type + "\",\"id\":\"h-" + ++commands + "\",\"conversationId\":\"" + conversation + "\""
                + fields + "}";
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }
}

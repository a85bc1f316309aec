package io.parley.push.lane;

import io.parley.push.lane.Outcome.Kind;
import io.parley.push.notification.Manner;
import io.parley.push.notification.Notification;
import io.parley.push.notification.Text;
import io.parley.push.notification.Timing;
import io.parley.push.provider.Answer;
import io.parley.push.provider.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;

/**
 * Sends the notifications of one provider, those of each device and conversation one after another. While one waits, a newer
 * one takes its place: however long an outage was, a device gets one notification for each conversation after it.
 *
 * <pre>
 *  offered 5 6 7 while 5 is under way     5, then 7; 6 is superseded
 *  5 fails, 6 came meanwhile              6 after the back-off of 5
 *  never                                  6 while 5 is under way
 * </pre>
 *
 * Safe for many threads. Providers and endings are called outside of the lock.
 */
public final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final Provider provider;
    private final LaneLimits limits;
    private final InstantSource clock;
    private final Backoff backoff;
    private final SendWindow window;
    private final Map<LaneKey, Lane> lanes = new HashMap<>();
    private final Deque<Lane> ready = new ArrayDeque<>();
    private final PriorityQueue<Delayed> delayed = new PriorityQueue<>(Comparator.comparing(Delayed::due));
    private final Effects effects = new Effects();

    /** A lane that waits for a time. */
    private record Delayed(Instant due, Lane lane) {}

    /** @param random numbers from 0 to 1, for the jitter of retries */
    public Lanes(Provider provider, LaneLimits limits, InstantSource clock, DoubleSupplier random) {
        this.provider = provider;
        this.limits = limits;
        this.clock = clock;
        this.backoff = new Backoff(random);
        this.window = new SendWindow(provider.mostInFlight(), backoff);
    }

    /** Takes a notification. The caller stops offering while {@link #isFull}. */
    public void offer(Work work) {
        synchronized (this) {
            LaneKey key = LaneKey.of(work.notification());
            Lane lane = lanes.get(key);
            if (lane == null) {
                lane = new Lane(key, work);
                lanes.put(key, lane);
                ready.add(lane);
            } else {
                replaced(lane.add(work));
            }
            startAllThatMay();
        }
        effects.run();
    }

    /** Starts what has waited long enough; to be called again and again. */
    public void tick() {
        synchronized (this) {
            startAllThatMay();
        }
        effects.run();
    }

    /** Forgets all that nobody waits for any more, but for what is under way. */
    public synchronized void sweep() {
        List<Lane> abandoned = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            if (!lane.isUnderWay() && lane.current().ending().isAbandoned()) {
                abandoned.add(lane);
            }
        }
        for (Lane lane : abandoned) {
            lanes.remove(lane.key());
        }
        ready.removeIf(this::isForgotten);
        delayed.removeIf(waiting -> isForgotten(waiting.lane));
    }

    /** Whether no more should be offered; a consumer pauses then. */
    public synchronized boolean isFull() {
        return lanes.size() >= limits.lanes();
    }

    /** Whether so much has ended that a consumer may go on: less than three quarters are left. */
    public synchronized boolean hasRoom() {
        return lanes.size() < limits.lanes() - limits.lanes() / 4;
    }

    /** Counts the devices and conversations that have a notification waiting or under way. */
    public synchronized int size() {
        return lanes.size();
    }

    /** Counts the notifications under way. */
    public synchronized int inFlight() {
        return window.inFlight();
    }

    /** Returns how many may be under way now. */
    public synchronized int window() {
        return window.size();
    }

    private boolean isForgotten(Lane lane) {
        return !lane.equals(lanes.get(lane.key()));
    }

    private void startAllThatMay() {
        Instant now = clock.instant();
        while (!delayed.isEmpty() && !delayed.peek().due.isAfter(now)) {
            ready.add(delayed.remove().lane);
        }
        while (!ready.isEmpty() && window.mayStart(now)) {
            start(ready.remove(), now);
        }
    }

    private void start(Lane lane, Instant now) {
        Notification notification = lane.current().notification();
        Timing timing = notification.timing();
        if (lane.current().ending().isAbandoned()) {
            advance(lane);
        } else if (timing.isExpired(now)) {
            end(lane, Outcome.of(Kind.EXPIRED, "expired", lane.tries(), now));
        } else {
            if (notification.manner() == Manner.ALARM && timing.isOlder(limits.alarmAge(), now)) {
                lane.change(notification.with(Manner.SILENT));
            }
            lane.start(now, window.successes());
            window.start();
            Notification sent = lane.current().notification();
            effects.add(() -> send(lane, sent));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the answer is handled by the stage itself
    private void send(Lane lane, Notification notification) {
        CompletionStage<Answer> answer;
        try {
            answer = provider.send(notification);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((ended, failure) -> {
            if (failure != null) {
                LOG.error("{} failed on a notification", provider.name(), failure);
            }
            answered(lane, failure == null ? ended : new Answer.Refused("internal"));
        });
    }

    private void answered(Lane lane, Answer answer) {
        synchronized (this) {
            Instant now = clock.instant();
            if (answer instanceof Answer.ProviderBusy busy) {
                window.busy(lane.startedAt(), now, busy.atLeast());
            } else {
                window.answered();
            }
            judge(lane, answer, now);
            startAllThatMay();
        }
        effects.run();
    }

    private void judge(Lane lane, Answer answer, Instant now) {
        if (answer instanceof Answer.Sent) {
            end(lane, outcome(Kind.SENT, answer, lane, now));
        } else if (answer instanceof Answer.Skipped) {
            end(lane, outcome(Kind.SKIPPED, answer, lane, now));
        } else if (answer instanceof Answer.Refused) {
            end(lane, outcome(Kind.REFUSED, answer, lane, now));
        } else if (answer instanceof Answer.Gone gone) {
            Instant since = gone.since().orElse(lane.startedAt());
            end(lane, Outcome.gone(gone.code(), lane.tries(), now, since));
        } else if (answer instanceof Answer.TooLarge) {
            tooLarge(lane, answer, now);
        } else if (answer instanceof Answer.DeviceBusy busy) {
            lane.failedByDevice();
            boolean tooOld = lane.current().notification().timing().isOlder(limits.alarmAge(), now);
            retry(lane, busy, tooOld, backoff.device(lane.deviceFailures(), busy.atLeast()), now);
        } else if (answer instanceof Answer.ProviderBusy busy) {
            Duration pause = backoff.provider(lane.tries(), busy.atLeast());
            retry(lane, busy, lane.failedAlone(window.successes()), pause, now);
        }
    }

    private void tooLarge(Lane lane, Answer answer, Instant now) {
        Notification notification = lane.current().notification();
        if (notification.text().equals(Text.NONE)) {
            end(lane, outcome(Kind.REFUSED, answer, lane, now));
            return;
        }
        lane.change(notification.with(Text.NONE));
        replaced(lane.again());
        ready.addFirst(lane);
    }

    private void retry(Lane lane, Answer answer, boolean hopeless, Duration pause, Instant now) {
        if (hopeless) {
            end(lane, outcome(Kind.GIVEN_UP, answer, lane, now));
            return;
        }
        replaced(lane.again());
        delayed.add(new Delayed(now.plus(pause), lane));
    }

    private void end(Lane lane, Outcome outcome) {
        Ending ending = lane.current().ending();
        effects.add(() -> ending.ended(outcome));
        advance(lane);
    }

    private void advance(Lane lane) {
        if (lane.advance()) {
            ready.add(lane);
        } else {
            lanes.remove(lane.key());
        }
    }

    private void replaced(Optional<Lane.Replaced> replaced) {
        replaced.ifPresent(one -> {
            String code = one.kind() == Kind.REPEAT ? "repeat" : "superseded";
            Outcome outcome = Outcome.of(one.kind(), code, 0, clock.instant()).by(one.by());
            effects.add(() -> one.work().ending().ended(outcome));
        });
    }

    private static Outcome outcome(Kind kind, Answer answer, Lane lane, Instant now) {
        return Outcome.of(kind, answer.code(), lane.tries(), now);
    }
}

package io.parley.standalone;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class SupervisorTest {

    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private volatile Instant now = Instant.EPOCH;

    @Test
    void shouldStartEachAfterThoseItNeedsAndStopInReverse() throws Exception {
        // Given
        Supervisor supervisor = supervisor(part("a"), part("b", "a"), part("c", "b"));

        // When
        supervisor.start();
        supervisor.close();

        // Then
        assertThat(happened).containsExactly("start a", "start b", "start c", "stop c", "stop b", "stop a");
    }

    @Test
    void shouldStartSideBySideWhenNothingIsNeeded() throws Exception {
        // Given: each waits for the other
        CountDownLatch both = new CountDownLatch(2);
        Part.Starter starter = () -> {
            both.countDown();
            both.await();
            return Part.DONE;
        };
        Supervisor supervisor = supervisor(new Part("a", Set.of(), 0, starter), new Part("b", Set.of(), 0, starter));

        // When
        supervisor.start();

        // Then
        assertThat(supervisor.statuses().values()).containsOnly(PartStatus.RUNNING);
    }

    @Test
    void shouldNameThePartAndStartNothingOnItWhenItFails() {
        // Given
        Supervisor supervisor = supervisor(part("a"), failing("b"), part("c", "b"));

        // When
        // Then
        assertThatThrownBy(supervisor::start)
                .isInstanceOf(StandaloneException.class)
                .hasMessage("b: no luck");
        assertThat(supervisor.statuses().get("b")).isEqualTo(PartStatus.failed("no luck"));
        supervisor.close();
        assertThat(happened).containsExactly("start a", "stop a");
    }

    @Test
    void shouldStopPartThatWasOnItsWayWhenClosedMeanwhile() {
        // Given
        CountDownLatch going = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Supervisor supervisor = supervisor(
                new Part("a", Set.of(), 0, () -> {
                    going.countDown();
                    go.await();
                    return running("a");
                }),
                part("b", "a"));
        CompletableFuture<Void> start = CompletableFuture.runAsync(() -> start(supervisor));
        await().until(() -> going.getCount() == 0);

        // When
        CompletableFuture<Void> close = CompletableFuture.runAsync(supervisor::close);
        await().until(supervisor::isClosed);
        go.countDown();
        close.join();

        // Then
        assertThatThrownBy(start::join).hasCauseInstanceOf(StandaloneException.class);
        assertThat(happened).containsExactly("start a", "stop a");
    }

    @Test
    void shouldStopTheOthersWhenOneDoesNotStop() throws Exception {
        // Given
        Supervisor supervisor = supervisor(part("a"), new Part("b", Set.of("a"), 0, () -> new Part.Running() {
            @Override
            public void stop() {
                throw new IllegalStateException("stuck");
            }
        }));
        supervisor.start();

        // When
        supervisor.close();

        // Then
        assertThat(happened).contains("stop a");
    }

    @Test
    void shouldStartAgainWhenRestarted() throws Exception {
        // Given
        Supervisor supervisor = supervisor(part("a"), part("b"));
        supervisor.start();
        happened.clear();

        // When
        supervisor.restart("b");

        // Then
        assertThat(happened).containsExactly("stop b", "start b");
        assertThat(supervisor.statuses().get("b")).isEqualTo(PartStatus.RUNNING);
    }

    @Test
    void shouldRefusePartThatIsGivenBeforeWhatItNeeds() {
        assertThatThrownBy(() -> supervisor(part("b", "a"), part("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("b");
    }

    @Test
    void shouldReportTheTimeThatEachTookWhenStarted() throws Exception {
        // When
        supervisor(part("a"), part("b", "a")).start();

        // Then
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches(" {2}a {11} +\\d+\\.\\d s");
        assertThat(lines.get(1)).startsWith("  b ");
    }

    @Test
    void shouldShowObserverHowPartsAreWhenWatched() throws Exception {
        // Given
        Supervisor supervisor = supervisor(part("a"), part("b"));
        List<Map<String, PartStatus>> seen = new CopyOnWriteArrayList<>();

        // When
        supervisor.watch(seen::add);
        await().until(() -> !seen.isEmpty());

        // Then
        assertThat(seen.get(0)).containsOnlyKeys("a", "b");
        supervisor.close();
    }

    @Test
    void shouldStartPartAgainAndSaySoWhenItFails() throws Exception {
        // Given
        Supervisor supervisor = started(part("redis"));
        lines.clear();

        // When
        fail(supervisor, "redis");

        // Then
        await().until(() -> lines.size() == 3);
        assertThat(lines.get(0)).isEqualTo("redis: it ended by itself; starting it again");
        assertThat(lines.get(1)).startsWith("  redis ");
        assertThat(lines.get(2)).isEqualTo("redis: runs again");
        assertThat(happened).containsExactly("start redis", "stop redis", "start redis");
        assertThat(supervisor.statuses()).containsEntry("redis", PartStatus.RUNNING);
    }

    @Test
    void shouldStartItOnceWhileThatIsUnderWay() throws Exception {
        // Given
        CountDownLatch go = new CountDownLatch(1);
        Supervisor supervisor = started(new Part("redis", Set.of(), Plan.RESTARTS, () -> {
            if (happened.contains("start redis")) {
                go.await();
            }
            return running("redis");
        }));

        // When: it is seen once more before its restart has begun
        failed.add("redis");
        supervisor.look(statuses -> {});
        supervisor.look(statuses -> failed.clear());
        go.countDown();

        // Then
        await().until(() -> lines.contains("redis: runs again"));
        assertThat(happened).containsExactly("start redis", "stop redis", "start redis");
    }

    @Test
    void shouldGiveUpWhenPartFailsAgainAndAgain() throws Exception {
        // Given
        Supervisor supervisor = started(part("redis"), part("cassandra"));
        for (int time = 0; time < Plan.RESTARTS; time++) {
            failAndAwaitRestart(supervisor, "redis");
        }

        // When
        failAndAwaitRestart(supervisor, "cassandra");
        now = now.plus(Duration.ofMinutes(11));
        failAndAwaitRestart(supervisor, "redis");
        for (int time = 1; time < Plan.RESTARTS; time++) {
            failAndAwaitRestart(supervisor, "redis");
        }
        fail(supervisor, "redis");

        // Then
        assertThatThrownBy(supervisor::awaitEnd)
                .isInstanceOf(StandaloneException.class)
                .hasMessage("redis: it ended by itself");
    }

    @Test
    void shouldGiveUpAtOnceWhenPartIsNeverStartedAgain() throws Exception {
        // Given
        Supervisor supervisor = started(new Part("broker", Set.of(), 0, () -> running("broker")));
        lines.clear();

        // When
        fail(supervisor, "broker");

        // Then
        assertThatThrownBy(supervisor::awaitEnd).hasMessage("broker: it ended by itself");
        assertThat(lines).isEmpty();
    }

    @Test
    void shouldGiveUpWhenPartFailsBeforeAllHaveRun() {
        // Given
        Supervisor supervisor = supervisor(failing("redis"));
        assertThatThrownBy(supervisor::start).isInstanceOf(StandaloneException.class);

        // When
        supervisor.look(statuses -> {});

        // Then
        assertThatThrownBy(supervisor::awaitEnd).hasMessage("redis: no luck");
        assertThat(lines).isEmpty();
    }

    @Test
    void shouldEndWaitWithoutFailureWhenClosed() throws Exception {
        // Given
        Supervisor supervisor = started(part("a"));
        CompletableFuture<Void> end = CompletableFuture.runAsync(supervisor::awaitEnd);

        // When
        supervisor.close();

        // Then
        assertThat(end).succeedsWithin(Duration.ofSeconds(10));
    }

    private void failAndAwaitRestart(Supervisor supervisor, String name) {
        lines.clear();
        fail(supervisor, name);
        await().until(() -> lines.contains(name + ": runs again"));
    }

    /** A part fails, and the supervisor looks. */
    private void fail(Supervisor supervisor, String name) {
        failed.add(name);
        supervisor.look(statuses -> failed.remove(name));
    }

    private Supervisor started(Part... parts) throws InterruptedException {
        Supervisor supervisor = supervisor(parts);
        supervisor.start();
        return supervisor;
    }

    private Supervisor supervisor(Part... parts) {
        return new Supervisor(List.of(parts), lines::add, () -> now);
    }

    private static void start(Supervisor supervisor) {
        try {
            supervisor.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Part part(String name, String... after) {
        return new Part(name, Set.of(after), Plan.RESTARTS, () -> running(name));
    }

    private static Part failing(String name) {
        return new Part(name, Set.of(), Plan.RESTARTS, () -> {
            throw new IllegalStateException("no luck");
        });
    }

    private Part.Running running(String name) {
        happened.add("start " + name);
        return new Part.Running() {
            @Override
            public PartStatus status() {
                return failed.contains(name) ? PartStatus.failed("it ended by itself") : PartStatus.RUNNING;
            }

            @Override
            public void stop() {
                happened.add("stop " + name);
            }
        };
    }
}

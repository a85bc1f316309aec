package io.parley.standalone;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class StackTest {

    private final List<String> happened = new CopyOnWriteArrayList<>();

    @Test
    void shouldStartEachAfterThoseItNeedsAndStopInReverse() {
        // Given
        Stack stack = stack(part("a"), part("b", "a"), part("c", "b"));

        // When
        stack.start();
        stack.close();

        // Then
        assertThat(happened).containsExactly("start a", "start b", "start c", "stop c", "stop b", "stop a");
    }

    @Test
    void shouldStartSideBySideWhenNothingIsNeeded() {
        // Given: each waits for the other
        CountDownLatch both = new CountDownLatch(2);
        Part.Starter starter = () -> {
            both.countDown();
            both.await();
            return Part.DONE;
        };
        Stack stack = stack(new Part("a", Set.of(), starter), new Part("b", Set.of(), starter));

        // When
        stack.start();

        // Then
        assertThat(stack.conditions().values()).containsOnly(Condition.RUNNING);
    }

    @Test
    void shouldNameThePartAndStartNothingOnItWhenItFails() {
        // Given
        Stack stack = stack(part("a"), failing("b"), part("c", "b"));

        // When
        // Then
        assertThatThrownBy(stack::start).isInstanceOf(StackException.class).hasMessage("b: no luck");
        assertThat(stack.conditions().get("b")).isEqualTo(Condition.failed("no luck"));
        stack.close();
        assertThat(happened).containsExactly("start a", "stop a");
    }

    @Test
    void shouldStopPartThatWasOnItsWayWhenClosedMeanwhile() {
        // Given
        CountDownLatch going = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Stack stack = stack(
                new Part("a", Set.of(), () -> {
                    going.countDown();
                    go.await();
                    return started("a");
                }),
                part("b", "a"));
        CompletableFuture<Void> start = CompletableFuture.runAsync(stack::start);
        await().until(() -> going.getCount() == 0);

        // When
        CompletableFuture<Void> close = CompletableFuture.runAsync(stack::close);
        await().until(stack::isClosed);
        go.countDown();
        close.join();

        // Then
        assertThatThrownBy(start::join).hasCauseInstanceOf(StackException.class);
        assertThat(happened).containsExactly("start a", "stop a");
    }

    @Test
    void shouldStopTheOthersWhenOneDoesNotStop() {
        // Given
        Stack stack = stack(part("a"), new Part("b", Set.of("a"), () -> new Part.Running() {
            @Override
            public void stop() {
                throw new IllegalStateException("stuck");
            }
        }));
        stack.start();

        // When
        stack.close();

        // Then
        assertThat(happened).contains("stop a");
    }

    @Test
    void shouldStartAgainWhenRestarted() {
        // Given
        Stack stack = stack(part("a"), part("b"));
        stack.start();
        happened.clear();

        // When
        stack.restart("b");

        // Then
        assertThat(happened).containsExactly("stop b", "start b");
        assertThat(stack.conditions().get("b")).isEqualTo(Condition.RUNNING);
    }

    @Test
    void shouldRefusePartThatIsGivenBeforeWhatItNeeds() {
        assertThatThrownBy(() -> stack(part("b", "a"), part("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("b");
    }

    private static Stack stack(Part... parts) {
        return new Stack(List.of(parts), (name, time) -> {});
    }

    private Part part(String name, String... after) {
        return new Part(name, Set.of(after), () -> started(name));
    }

    private static Part failing(String name) {
        return new Part(name, Set.of(), () -> {
            throw new IllegalStateException("no luck");
        });
    }

    private Part.Running started(String name) {
        happened.add("start " + name);
        return new Part.Running() {
            @Override
            public void stop() {
                happened.add("stop " + name);
            }
        };
    }
}

package io.parley.topologies.notify;

import io.parley.avro.Push;
import io.parley.avro.SendKind;
import io.parley.avro.internal.WaitingPush;
import io.parley.schemas.PushReason;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class PushRulesTest {

    private static final long START = 1_000;

    private final PushRules rules = new PushRules(Duration.ofMillis(10));
    private Shown shown;
    private WaitingPush waiting;
    private Optional<PushReason> replaced;

    @Test
    void shouldSendTheFirstAtOnceAndThenTheNewestWhenItIsItsTurn() {
        assertThat(decide(0, push(5, "a"))).isEqualTo(new PushDecision.Send(SendKind.SHOW));
        assertThat(decide(3, push(6, "b"))).isInstanceOf(PushDecision.Wait.class);
        assertThat(waiting.getDueMs()).isEqualTo(START + 10);
        assertThat(decide(7, push(7, "c"))).isInstanceOf(PushDecision.Wait.class);
        assertThat(replaced).contains(PushReason.COALESCED);
        assertThat(waiting.getPush().getSequence()).isEqualTo(7);
        assertThat(waiting.getDueMs()).isEqualTo(START + 10);
        assertThat(decide(10, push(8, "d"))).isEqualTo(new PushDecision.Send(SendKind.SHOW));
        assertThat(replaced).contains(PushReason.COALESCED);
        assertThat(decide(20, push(9, "e"))).isEqualTo(new PushDecision.Send(SendKind.SHOW));
        assertThat(replaced).isEmpty();
    }

    @Test
    void shouldCorrectWithoutASoundAndDropWhatChangesNothing() {
        decide(0, push(5, "a"));
        assertThat(decide(20, push(5, "a"))).isEqualTo(new PushDecision.Drop(PushReason.REPEAT));
        assertThat(decide(20, push(5, "b"))).isEqualTo(new PushDecision.Send(SendKind.REPLACE));
        assertThat(decide(40, push(4, "c"))).isEqualTo(new PushDecision.Drop(PushReason.REPEAT));
    }

    @Test
    void shouldKeepTheSoundOfAMessageThatIsCorrectedBeforeItsTurn() {
        decide(0, push(5, "a"));
        decide(1, push(6, "b"));
        decide(2, push(6, "c"));
        assertThat(waiting.getKind()).isEqualTo(SendKind.SHOW);
        assertThat(waiting.getPush().getContent()).isEqualTo("c");
    }

    @Test
    void shouldWithdrawAtOnceAndForGood() {
        decide(0, push(5, "a"));
        decide(1, push(6, "b"));
        assertThat(decide(2, withdrawal(6))).isEqualTo(new PushDecision.Send(SendKind.WITHDRAW));
        assertThat(replaced).contains(PushReason.WITHDRAWN);
        assertThat(decide(30, push(6, "c"))).isEqualTo(new PushDecision.Drop(PushReason.WITHDRAWN));
        assertThat(decide(30, push(5, "c"))).isEqualTo(new PushDecision.Drop(PushReason.WITHDRAWN));
        assertThat(decide(30, withdrawal(6))).isEqualTo(new PushDecision.Drop(PushReason.REPEAT));
        assertThat(decide(30, push(7, "d"))).isEqualTo(new PushDecision.Send(SendKind.SHOW));
    }

    @Test
    void shouldWithdrawNothingThatNoDeviceShows() {
        assertThat(decide(0, withdrawal(5))).isEqualTo(new PushDecision.Drop(PushReason.NOTHING_SHOWN));
        assertThat(decide(1, push(5, "a"))).isEqualTo(new PushDecision.Drop(PushReason.WITHDRAWN));
        assertThat(decide(2, push(6, "a"))).isEqualTo(new PushDecision.Send(SendKind.SHOW));
    }

    @Test
    void shouldRememberWhatItCouldNotSend() {
        decide(0, push(5, "a"));
        assertThat(hindered(20, push(6, "b"))).isEqualTo(new PushDecision.Drop(PushReason.NO_DEVICE));
        assertThat(decide(21, push(5, "c"))).isEqualTo(new PushDecision.Drop(PushReason.REPEAT));
        assertThat(hindered(22, withdrawal(6))).isEqualTo(new PushDecision.Drop(PushReason.NO_DEVICE));
        assertThat(shown.onDevices()).isFalse();
        assertThat(decide(23, push(6, "b"))).isEqualTo(new PushDecision.Drop(PushReason.WITHDRAWN));
    }

    @Test
    void shouldMakeNobodyWaitLongerWhenTheClockIsSetBack() {
        decide(0, push(5, "a"));
        assertThat(decide(-500, push(6, "b"))).isEqualTo(new PushDecision.Send(SendKind.SHOW));
    }

    private PushDecision.Action decide(long afterMs, Push push) {
        return decide(afterMs, push, Optional.empty());
    }

    private PushDecision.Action hindered(long afterMs, Push push) {
        return decide(afterMs, push, Optional.of(PushReason.NO_DEVICE));
    }

    private PushDecision.Action decide(long afterMs, Push push, Optional<PushReason> hindrance) {
        PushDecision decision = rules.decide(shown, waiting, push, hindrance, START + afterMs, START + afterMs);
        shown = decision.after();
        replaced = decision.replaced();
        if (replaced.isPresent()) {
            waiting = null;
        }
        if (decision.action() instanceof PushDecision.Wait wait) {
            waiting = wait.waiting();
        }
        return decision.action();
    }

    private static Push push(long sequence, String content) {
        return new Push("ann", "c", sequence, "bob", null, content, 1);
    }

    private static Push withdrawal(long sequence) {
        return new Push("ann", "c", sequence, "", null, null, 0);
    }
}

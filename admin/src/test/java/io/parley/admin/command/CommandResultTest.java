package io.parley.admin.command;

import io.parley.avro.Outcome;
import io.parley.avro.Refused;
import io.parley.avro.Repeated;
import io.parley.protocol.OutcomeCode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommandResultTest {

    @Test
    void shouldSayThatACommandIsHeldAndNotThatItWasRefused() {
        assertThat(CommandResult.of(outcome(new Refused(OutcomeCode.HELD, "held for review", null))))
                .isEqualTo(new CommandResult.Held());
    }

    @Test
    void shouldSayWhatElseBecameOfACommandWithoutAnEvent() {
        assertThat(CommandResult.of(outcome(new Refused("forbidden", "owners only", null))))
                .isEqualTo(new CommandResult.Rejected("forbidden", "owners only"));
        assertThat(CommandResult.of(outcome(new Repeated(7L, 9L)))).isEqualTo(new CommandResult.DoneBefore(7));
    }

    private static Outcome outcome(Object body) {
        return new Outcome("g", "shop", "c", body);
    }
}

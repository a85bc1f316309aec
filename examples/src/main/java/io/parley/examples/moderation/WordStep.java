package io.parley.examples.moderation;

import io.parley.avro.Command;
import io.parley.avro.Create;
import io.parley.avro.Edit;
import io.parley.avro.Rename;
import io.parley.avro.Send;
import io.parley.topologies.step.Step;
import io.parley.topologies.step.Verdict;

import java.time.Instant;
import java.util.Optional;

/** Looks for words in all texts that a command brings into a conversation; it can't see encrypted ones. */
record WordStep(Words refused, Words held) implements Step {

    @Override
    public Verdict judge(Command command, Instant logTime) {
        String text = text(command.getBody());
        if (refused.in(text).isPresent()) {
            return Verdict.refuse("the text has a word that is not allowed here");
        }
        return held.in(text).map(word -> Verdict.hold("the word " + word)).orElseGet(() -> Verdict.pass(command));
    }

    private static String text(Object body) {
        if (body instanceof Send send) {
            return send.getEncrypted() ? "" : send.getContent();
        }
        // An edit brings text like a message, and would otherwise evade the step.
        if (body instanceof Edit edit) {
            return edit.getContent();
        }
        if (body instanceof Create create) {
            return Optional.ofNullable(create.getTitle()).orElse("");
        }
        return body instanceof Rename rename ? rename.getTitle() : "";
    }
}

package io.parley.admin.command;

import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.Outcome;

/** The idempotency key of a command. */
record CommandKey(String conversationId, String senderId, String commandId) {

    static CommandKey of(Command command) {
        return new CommandKey(command.getConversationId(), command.getSenderId(), command.getCommandId());
    }

    static CommandKey of(Event event) {
        return new CommandKey(event.getConversationId(), event.getSenderId(), event.getCommandId());
    }

    static CommandKey of(Outcome outcome) {
        return new CommandKey(outcome.getConversationId(), outcome.getUserId(), outcome.getCommandId());
    }
}

package io.parley.gateway.session.connection;

import io.parley.avro.InboxEntry;
import io.parley.avro.InboxPosition;

import java.util.List;

/**
 * Holds the answer to an announcement: the newest conversations of the user.
 *
 * @param next the place behind which older ones begin; null if there are none
 */
public record NewestInbox(List<InboxEntry> entries, InboxPosition next) {

    public NewestInbox {
        entries = List.copyOf(entries);
    }
}

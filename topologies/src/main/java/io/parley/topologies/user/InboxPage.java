package io.parley.topologies.user;

import io.parley.avro.InboxEntry;
import io.parley.avro.InboxPosition;

import java.util.List;

/**
 * A page of a user's inbox, the newest conversations first.
 *
 * @param next the place behind which the rest begins; null if there is none
 */
record InboxPage(List<InboxEntry> entries, InboxPosition next) {}

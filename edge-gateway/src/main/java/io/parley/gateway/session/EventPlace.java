package io.parley.gateway.session;

/** Where an event stands; it has one place, and what is there never changes. */
record EventPlace(String conversationId, long sequence) {}

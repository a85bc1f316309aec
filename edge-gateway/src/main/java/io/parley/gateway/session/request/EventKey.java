package io.parley.gateway.session.request;

/** Identifies an event by its conversation and its sequence there, neither of which ever changes. */
public record EventKey(String conversationId, long sequence) {}

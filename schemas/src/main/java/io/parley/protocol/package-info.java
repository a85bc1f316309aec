/**
 * Holds the words and the bounds of the client protocol, in one place for whoever speaks it: kinds of events, codes of
 * rejections, bounds of texts. The AsyncAPI document, {@code docs/protocol.md} and the types of the JavaScript client are
 * checked against it. Everything here is public: clients that nobody here wrote rely on it.
 */
package io.parley.protocol;

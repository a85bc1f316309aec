/**
 * Holds the names and bounds of the client protocol in one place: kinds of events, codes of rejections, bounds of
 * texts. The AsyncAPI document, {@code docs/protocol.md} and the types of the JavaScript client are checked against it.
 * Everything here is public: clients of other authors rely on it.
 */
package io.parley.protocol;

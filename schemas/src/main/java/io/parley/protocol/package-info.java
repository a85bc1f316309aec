/**
 * Holds the words and bounds of the client protocol in one place, for gateways, topologies and tools.
 *
 * <pre>
 *  frames     CommandType, RequestType ─► the gateway ─► ServerFrameType, of events: EventKind
 *  refusals   RejectReason ─► RejectCode
 *  the end    CloseReason ─► CloseCode
 *  bounds     TextLimits, FrameLimits
 * </pre>
 *
 * <p>Everything here is public: clients of other authors rely on it. {@code ProtocolVocabularyTest} fails when the
 * AsyncAPI document, {@code docs/protocol.md}, the types of the JavaScript client or the gateway has a word that is not
 * here, or lacks one.
 */
package io.parley.protocol;

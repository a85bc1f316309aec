/**
 * Parts that more than one topology is made of: what it knows of gateways, and how it hands over to them.
 *
 * <pre>
 *  gateways ──► announce-ended-epochs ──┬─► gateway-ends-repartition (a copy for every partition of users)
 *                                       │      └─► EndedEpochs, GatewayUsers: what the task of a partition keeps of it
 *                                       └─► gateway-ends-by-conversation-repartition (for every one of conversations)
 *                                              └─► EndedEpochs
 *
 *  KStream&lt;…, GatewayDelivery&gt; ──► GatewayDeliveries ──► deliveries.&lt;gateway&gt;
 * </pre>
 *
 * Owns, within each application that uses them, the stores {@code ended-epochs} and {@code gateway-users} and the
 * repartition topics {@code gateway-ends} and {@code gateway-ends-by-conversation}.
 */
package io.parley.topologies.parts;

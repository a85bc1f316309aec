/**
 * Parts that more than one topology is made of: what it knows of gateways, and how it hands over to them.
 *
 * <pre>
 *  gateways ──► announce-ended-epochs ──┬─► gateway-ends-repartition (a copy for every partition of users)
 *                                       │      └─► EndedEpochs, GatewayUsers: what the task of a partition keeps of it
 *                                       └─► gateway-ends (the catalogue's topic, for every partition of conversations)
 *
 *  KStream&lt;…, GatewayDelivery&gt; ──► GatewayDeliveries ──► deliveries.&lt;gateway&gt;
 * </pre>
 *
 * Owns, within each application that uses them, the stores {@code ended-epochs} and {@code gateway-users} and the
 * repartition topic {@code gateway-ends}.
 */
package io.parley.topologies.parts;

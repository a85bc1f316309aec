/**
 * Parts that several topologies share: the state of gateways, and the delivery to them.
 *
 * <pre>
 *  gateways ──► announce-ended-epochs ──┬─► gateway-ends-repartition (a copy for every partition of users)
 *                                       │      └─► EndedEpochs, GatewayUsers: the state of a partition's task
 *                                       └─► gateway-ends (the catalogue's topic, for every partition of conversations)
 *
 *  KStream&lt;…, GatewayDelivery&gt; ──► GatewayDeliveries ──► deliveries.&lt;gateway&gt;
 * </pre>
 *
 * Owns, within each application that uses them, the stores {@code ended-epochs} and {@code gateway-users} and the
 * repartition topic {@code gateway-ends}.
 */
package io.parley.topologies.parts;

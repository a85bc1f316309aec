/** Rules about a user's devices: registering, losing, the one owner of a token, and tokens that providers refuse. Pure. */
package io.parley.topologies.notify.device;

package io.parley.gateway.limit;

import static io.parley.runtime.config.SettingCheck.require;

/**
 * Limits the number of connections to the public port, with a session or without.
 *
 * @param inAll at a time; 0: twice as many as there may be sessions
 * @param perAddress from one address at a time; 0: as many as fit
 */
public record SocketLimits(int inAll, int perAddress) {

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public SocketLimits {
        require(inAll >= 0, "gateway.max-sockets", inAll, ">= 0");
        require(perAddress >= 0, "gateway.max-sockets-per-address", perAddress, ">= 0");
    }
}

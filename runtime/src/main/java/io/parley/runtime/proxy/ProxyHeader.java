package io.parley.runtime.proxy;

/** Lists where trusted proxies write a client's address. A client may write the others, which are not looked at. */
public enum ProxyHeader {
    /** Into {@code X-Forwarded-For}. */
    X_FORWARDED_FOR,
    /** Into {@code Forwarded} (RFC 7239). */
    FORWARDED,
    /** Nowhere: connections are passed through, or begin with PROXY. */
    NONE
}

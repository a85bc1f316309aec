package io.parley.gateway;

import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.proxy.AddressRange;
import io.parley.runtime.proxy.ProxyHeader;
import io.parley.runtime.proxy.ProxyRules;

import java.util.List;

/** Defines the keys of proxies between clients and the gateway. */
final class ProxySettings {

    static final SettingKey<List<AddressRange>> TRUSTED = SettingKey.of(
                    "gateway.trusted-proxies",
                    "where the proxies are that say from which address a client comes, which then counts for limits and"
                            + " records; nobody else is believed",
                    AddressRange.EXPECTATION,
                    AddressRange::parseAll)
            .optional();
    static final SettingKey<ProxyHeader> HEADER = SettingKey.oneOf(
                    ProxyHeader.class,
                    "gateway.proxy-header",
                    "where trusted proxies write it: the one header that they set themselves, since clients may write the"
                            + " others; none where they pass connections through")
            .withDefault("x-forwarded-for");
    static final SettingKey<Boolean> PROTOCOL = SettingKey.flag(
                    "gateway.proxy-protocol",
                    "whether each connection begins with a header of the PROXY protocol, version 2; others are closed")
            .withDefault("false");

    /** All of the above. */
    static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(ProxySettings.class);

    private ProxySettings() {}

    static ProxyRules read(Settings settings) {
        List<AddressRange> trusted = settings.find(TRUSTED).orElse(List.of());
        boolean protocol = settings.get(PROTOCOL);
        if (protocol && trusted.isEmpty()) {
            throw new IllegalArgumentException(
                    PROTOCOL.name() + ": true (expected: false without " + TRUSTED.name() + ")");
        }
        return new ProxyRules(trusted, settings.get(HEADER), protocol);
    }
}

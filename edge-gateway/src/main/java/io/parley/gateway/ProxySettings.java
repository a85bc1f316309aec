package io.parley.gateway;

import io.parley.gateway.proxy.AddressRange;
import io.parley.gateway.proxy.ProxyHeader;
import io.parley.gateway.proxy.ProxyRules;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.util.List;
import java.util.stream.Stream;

/** Defines the keys of proxies between clients and the gateway. */
final class ProxySettings {

    static final SettingKey<List<AddressRange>> TRUSTED = SettingKey.of(
                    "gateway.trusted-proxies",
                    "where the proxies are that say from which address a client comes, which then counts for limits and"
                            + " records; nobody else is believed",
                    AddressRange.EXPECTATION,
                    ProxySettings::ranges)
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

    private static List<AddressRange> ranges(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(AddressRange::parse)
                .toList();
    }
}

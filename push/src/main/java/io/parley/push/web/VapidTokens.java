package io.parley.push.web;

import io.parley.push.http.SignedToken;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the authorization for each push service, and uses it again for some hours. Safe for many threads. */
final class VapidTokens {

    /** Push services take tokens that end within a day; clocks differ, so it is half of that. */
    static final Duration LIFE = Duration.ofHours(12);

    /** How long a token is used again, so that it is always valid for hours. */
    static final Duration USE = Duration.ofHours(6);

    /** Clients name the services: more than these aren't kept. */
    private static final int SERVICES = 1000;

    private final VapidKeys keys;
    private final InstantSource clock;
    private final Map<String, Issued> issued;

    private record Issued(String header, Instant at) {}

    VapidTokens(VapidKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        this.issued = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Issued> eldest) {
                return size() > SERVICES;
            }
        };
    }

    /** Returns the header Authorization for an endpoint. */
    synchronized String authorization(URI endpoint) {
        String origin = "https://" + endpoint.getRawAuthority();
        Instant now = clock.instant();
        Issued former = issued.get(origin);
        if (former != null && now.isBefore(former.at.plus(USE)) && !now.isBefore(former.at)) {
            return former.header;
        }
        String header = "vapid t=" + token(origin, now) + ", k=" + keys.publicKey();
        issued.put(origin, new Issued(header, now));
        return header;
    }

    private String token(String origin, Instant now) {
        Map<String, ?> claims = Map.of("aud", origin, "exp", now.plus(LIFE).getEpochSecond(), "sub", keys.contact());
        try {
            return SignedToken.ES256.sign(Map.of(), claims, keys.privateKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that has signed before signs no more", e);
        }
    }
}

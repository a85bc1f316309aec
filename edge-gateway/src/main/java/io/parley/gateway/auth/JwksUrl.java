package io.parley.gateway.auth;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;

import java.net.URL;
import java.time.Duration;

/**
 * Fetches a key set from a URL: ahead of the end of its life, whether or not tokens come, and when a token names an
 * unknown key. Never fetches more often than the pace allows. While the URL is unavailable, the last keys stay in use.
 */
final class JwksUrl {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int LARGEST = 256 * 1024;

    private JwksUrl() {}

    /**
     * The timing of requests to the URL.
     *
     * @param life lifetime of fetched keys
     * @param ahead time before the end of that lifetime at which they are fetched again
     * @param patience with a fetch that another token has begun
     * @param pause pause between two fetches for unknown keys
     */
    record Pace(Duration life, Duration ahead, Duration patience, Duration pause) {

        static final Pace USUAL =
                new Pace(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    /** Makes a source whose {@code get} blocks while it fetches, and which has to be closed. */
    static JWKSource<SecurityContext> source(URL url, Pace pace) {
        return JWKSourceBuilder.create(url, new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST))
                .cache(pace.life().toMillis(), pace.patience().toMillis())
                .refreshAheadCache(pace.ahead().toMillis(), true)
                .rateLimited(pace.pause().toMillis())
                .retrying(true)
                .outageTolerantForever()
                .build();
    }
}

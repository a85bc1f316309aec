package io.parley.gateway.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.parley.runtime.file.FileStamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;

/** Reads a key set from a file, again after a change. While it can't be read, the previous keys stay in use. */
final class JwksFile implements JWKSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(JwksFile.class);

    private final Path file;
    private JWKSet keys;
    private FileStamp seen;
    private String complaint;

    JwksFile(Path file) {
        this.file = file;
    }

    /** Blocks while it checks and reads the file. */
    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        return selector.select(current());
    }

    private synchronized JWKSet current() throws KeySourceException {
        try {
            FileStamp stamp = FileStamp.of(file);
            if (!stamp.equals(seen)) {
                // Once for each change, valid or not.
                seen = stamp;
                keys = JWKSet.parse(Files.readString(file));
                complaint = null;
            }
        } catch (IOException | ParseException e) {
            if (keys == null) {
                // The next token looks again.
                seen = null;
                throw new KeySourceException("the key set can't be read from " + file, e);
            }
            complain(e.toString());
        }
        return keys;
    }

    /** Logs once, and not for every token. */
    private void complain(String reason) {
        if (!reason.equals(complaint)) {
            complaint = reason;
            LOG.warn("the keys of before stay in use, as {} can't be read: {}", file, reason);
        }
    }
}

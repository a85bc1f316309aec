package io.parley.runtime.authority;

import io.parley.avro.Authority;
import io.parley.avro.AuthorityKind;
import io.parley.avro.Command;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals commands that are given in another right than their sender's, and recognises such seals.
 *
 * <p>Brokers can't keep a writer of {@code commands} from writing a field. A seal can: only who has the secret makes
 * one, it covers the whole command, and it counts for a day, for which command ids are remembered, so a copied command
 * that took effect is a repeat. Pure and thread-safe.
 */
public final class CommandSeals {

    /** The time for which a seal counts; command ids are remembered at least as long. */
    public static final Duration LIFE = Duration.ofHours(24);

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "parley-command-1".getBytes(StandardCharsets.UTF_8);

    private final List<SecretKeySpec> keys;

    private CommandSeals(List<String> secrets) {
        keys = secrets.stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
    }

    /** Makes the seals of an installation without a secret: none is valid. */
    public static CommandSeals none() {
        return new CommandSeals(List.of());
    }

    /**
     * Makes the seals of an installation.
     *
     * @param secret by which commands are sealed
     * @param former secrets by which some may still be sealed
     */
    public static CommandSeals of(String secret, List<String> former) {
        return new CommandSeals(
                Stream.concat(Stream.of(secret), former.stream()).toList());
    }

    /** Whether commands can be sealed here. */
    public boolean hasSecret() {
        return !keys.isEmpty();
    }

    /**
     * Returns the command with an authority and its seal.
     *
     * @throws IllegalStateException if there is no secret
     */
    public Command sealed(Command command, AuthorityKind kind, Instant now) {
        if (!hasSecret()) {
            throw new IllegalStateException("no secret to seal commands by");
        }
        Command open = with(command, new Authority(kind, now, ByteBuffer.allocate(0)));
        return with(open, new Authority(kind, now, ByteBuffer.wrap(seal(open, keys.get(0)))));
    }

    /**
     * Whether the command's authority has a valid seal.
     *
     * @param logTime of the command, in milliseconds since the epoch
     */
    public boolean areValidOn(Command command, long logTime) {
        Authority authority = command.getAuthority();
        Duration age =
                Duration.ofMillis(logTime - authority.getAt().toEpochMilli()).abs();
        if (age.compareTo(LIFE) > 0) {
            return false;
        }
        Command open = with(command, new Authority(authority.getKind(), authority.getAt(), ByteBuffer.allocate(0)));
        byte[] presented = new byte[authority.getSeal().remaining()];
        authority.getSeal().duplicate().get(presented);
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(presented, seal(open, key)));
    }

    private static Command with(Command command, Authority authority) {
        return new Command(
                command.getConversationId(),
                command.getSenderId(),
                command.getCommandId(),
                command.getBody(),
                command.getPeerBlocked(),
                authority);
    }

    private static byte[] seal(Command open, SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(PURPOSE);
            return mac.doFinal(CanonicalBytes.of(open));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}

package io.parley.admin.act;

import io.parley.admin.access.Role;
import io.parley.avro.SignInEnded;
import io.parley.avro.Suspension;
import io.parley.avro.TokenEnded;
import io.parley.avro.TokensEnded;
import io.parley.avro.UserSuspended;
import io.parley.schemas.GatewayId;
import io.parley.schemas.SuspensionKey;
import io.parley.schemas.SuspensionKey.Kind;
import io.parley.schemas.UserId;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Something that an operator or a back end does. */
public sealed interface Act
        permits Act.Suspend,
                Act.Resume,
                Act.SignOut,
                Act.EndToken,
                Act.EndSignIn,
                Act.Retire,
                ConversationAct,
                ReadEvents {

    /** Roles that may change what the installation does. */
    Set<Role> OPERATORS = Set.of(Role.OPERATOR);

    /** Roles that may end sessions, which come back with a fresh token. */
    Set<Role> HELPERS = Set.of(Role.OPERATOR, Role.SUPPORT);

    /** Returns its name in audit records and metrics. */
    String name();

    /** Returns its subject, with the subject's kind before it, such as {@code user:alice}. */
    String subject();

    /** Why, in the words of who does it. */
    String reason();

    /** Returns the roles that may do it. */
    Set<Role> allowed();

    /** Returns the scopes that are needed beside one of those roles. */
    default Set<Role> alsoNeeded() {
        return Set.of();
    }

    /** Returns further details for the audit record. */
    default Map<String, String> details() {
        return Map.of();
    }

    /** Returns its change of {@code suspensions}, if it makes one. */
    default Optional<SuspensionChange> change(String actor) {
        return Optional.empty();
    }

    /** Closes a user's sessions and lets the user in no more. */
    record Suspend(UserId user, Optional<Instant> until, String reason) implements Act {

        @Override
        public String name() {
            return "suspend";
        }

        @Override
        public String subject() {
            return key().toString();
        }

        @Override
        public Set<Role> allowed() {
            return OPERATORS;
        }

        @Override
        public Map<String, String> details() {
            return until.map(time -> Map.of("until", time.toString())).orElse(Map.of());
        }

        @Override
        public Optional<SuspensionChange> change(String actor) {
            return changed(key(), new UserSuspended(user.value(), until.orElse(null)), reason, actor);
        }

        private SuspensionKey key() {
            return new SuspensionKey(Kind.USER, user.value());
        }
    }

    /** Takes a suspension back. */
    record Resume(UserId user, String reason) implements Act {

        @Override
        public String name() {
            return "resume";
        }

        @Override
        public String subject() {
            return key().toString();
        }

        @Override
        public Set<Role> allowed() {
            return OPERATORS;
        }

        @Override
        public Optional<SuspensionChange> change(String actor) {
            return Optional.of(new SuspensionChange(key(), Optional.empty()));
        }

        private SuspensionKey key() {
            return new SuspensionKey(Kind.USER, user.value());
        }
    }

    /** Ends tokens of a user that were issued before a time, and the sessions that live by them. */
    record SignOut(UserId user, Instant issuedBefore, String reason) implements Act {

        @Override
        public String name() {
            return "sign-out";
        }

        @Override
        public String subject() {
            return new SuspensionKey(Kind.USER, user.value()).toString();
        }

        @Override
        public Set<Role> allowed() {
            return HELPERS;
        }

        @Override
        public Map<String, String> details() {
            return Map.of("issuedBefore", issuedBefore.toString());
        }

        @Override
        public Optional<SuspensionChange> change(String actor) {
            return changed(
                    new SuspensionKey(Kind.TOKENS, user.value()),
                    new TokensEnded(user.value(), issuedBefore),
                    reason,
                    actor);
        }
    }

    /** Ends one token, by its {@code jti}. */
    record EndToken(String jti, Instant until, String reason) implements Act {

        @Override
        public String name() {
            return "end-token";
        }

        @Override
        public String subject() {
            return key().toString();
        }

        @Override
        public Set<Role> allowed() {
            return HELPERS;
        }

        @Override
        public Map<String, String> details() {
            return Map.of("until", until.toString());
        }

        @Override
        public Optional<SuspensionChange> change(String actor) {
            return changed(key(), new TokenEnded(jti, until), reason, actor);
        }

        private SuspensionKey key() {
            return new SuspensionKey(Kind.TOKEN, jti);
        }
    }

    /** Ends all tokens of one sign-in at the identity provider, by their {@code sid}. */
    record EndSignIn(String sid, Instant until, String reason) implements Act {

        @Override
        public String name() {
            return "end-sign-in";
        }

        @Override
        public String subject() {
            return key().toString();
        }

        @Override
        public Set<Role> allowed() {
            return HELPERS;
        }

        @Override
        public Map<String, String> details() {
            return Map.of("until", until.toString());
        }

        @Override
        public Optional<SuspensionChange> change(String actor) {
            return changed(key(), new SignInEnded(sid, until), reason, actor);
        }

        private SuspensionKey key() {
            return new SuspensionKey(Kind.SIGN_IN, sid);
        }
    }

    /** Deletes the topic of a gateway that has ended for good. */
    record Retire(GatewayId gateway, String reason) implements Act {

        @Override
        public String name() {
            return "retire";
        }

        @Override
        public String subject() {
            return "gateway:" + gateway;
        }

        @Override
        public Set<Role> allowed() {
            return OPERATORS;
        }
    }

    private static Optional<SuspensionChange> changed(SuspensionKey key, Object body, String reason, String actor) {
        return Optional.of(new SuspensionChange(key, Optional.of(new Suspension(body, reason, actor))));
    }
}

package io.parley.gateway.limit;

import io.parley.schemas.UserId;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Holds the budgets of work: of each session, user and address by the second, of each user's groups and new members by
 * the day, and each user's rate of commands. They outlive sessions, so that nobody gets a fresh one by connecting again.
 * Thread-safe.
 */
public final class Budgets {

    private static final int BURST_OF_COMMANDS_SECONDS = 2;

    /** So many since a client that comes back after a long time asks for much at once. */
    private static final int BURST_OF_WORK_SECONDS = 20;

    private static final Duration DAY = Duration.ofDays(1);

    private final KeyedBuckets<UserId> commands;
    private final KeyedBuckets<String> sessions;
    private final KeyedBuckets<UserId> users;
    private final KeyedBuckets<Network> addresses;
    private final KeyedBuckets<UserId> groups;
    private final KeyedBuckets<UserId> members;

    /** @param nanoTime a clock in nanoseconds */
    public Budgets(ClientLimits limits, LongSupplier nanoTime) {
        WorkLimits work = limits.work();
        this.commands = new KeyedBuckets<>(
                Rate.perSecond(limits.commandsPerSecondPerUser(), BURST_OF_COMMANDS_SECONDS), nanoTime);
        this.sessions = new KeyedBuckets<>(ofWork(work.perSecondPerSession()), nanoTime);
        this.users = new KeyedBuckets<>(ofWork(work.perSecondPerUser()), nanoTime);
        this.addresses = new KeyedBuckets<>(ofWork(work.perSecondPerAddress()), nanoTime);
        this.groups = new KeyedBuckets<>(Rate.each(DAY, work.groupsPerDayPerUser()), nanoTime);
        this.members = new KeyedBuckets<>(Rate.each(DAY, work.membersPerDayPerUser()), nanoTime);
    }

    /** Returns the budget of a session. */
    public Budget of(String sessionId, UserId user, InetAddress address) {
        Network network = Network.of(address);
        return new Budget(List.of(
                new Source<>(Shortage.Of.COMMANDS, commands, user, Work::commands),
                new Source<>(Shortage.Of.SESSION, sessions, sessionId, Work::units),
                new Source<>(Shortage.Of.USER, users, user, Work::units),
                new Source<>(Shortage.Of.ADDRESS, addresses, network, Work::units),
                new Source<>(Shortage.Of.GROUPS, groups, user, Work::groups),
                new Source<>(Shortage.Of.MEMBERS, members, user, Work::members)));
    }

    /** Forgets whose budgets are whole again. To be called periodically. */
    public void evictIdle() {
        commands.evictIdle();
        sessions.evictIdle();
        users.evictIdle();
        addresses.evictIdle();
        groups.evictIdle();
        members.evictIdle();
    }

    /** The number of budgets in memory. */
    public int size() {
        return commands.size() + sessions.size() + users.size() + addresses.size() + groups.size() + members.size();
    }

    private static Optional<Rate> ofWork(int unitsPerSecond) {
        return Rate.perSecond(unitsPerSecond, BURST_OF_WORK_SECONDS);
    }
}

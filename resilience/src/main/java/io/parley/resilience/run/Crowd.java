package io.parley.resilience.run;

import io.parley.resilience.client.User;
import io.parley.resilience.journal.Entry;
import io.parley.resilience.journal.Journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Plans who talks to whom: pairs in groups of two, groups of five to ten, and watchers who look at users that come and
 * go. Everything follows from the seed but times and ids. Used by one thread at a time.
 */
final class Crowd {

    private static final int TALKERS = 36;
    private static final int PAIRS = 18;
    private static final int GROUPS = 7;
    private static final int SMALLEST_GROUP = 5;
    private static final int LARGEST_GROUP = 10;
    private static final int BLINKERS = 4;

    /** Groups that shrink are left alone at this size. */
    private static final int FEWEST = 3;

    private final Random plan;
    private final Random speakers;
    private final Random lost;
    private final Random changes;
    private final List<User> talkers = new ArrayList<>();
    private final List<User> blinkers = new ArrayList<>();
    private final List<Talk> talks = new ArrayList<>();
    private int messages;
    private int blinks;

    /** Holds a conversation and its members. */
    private static final class Talk {

        private final String conversation;
        private final List<User> members;

        Talk(String conversation, List<User> members) {
            this.conversation = conversation;
            this.members = new ArrayList<>(members);
        }

        User creator() {
            return members.get(0);
        }
    }

    /** @param users makes a user of this id */
    Crowd(long seed, Function<String, User> users) {
        plan = new Random(seed);
        // What happens at the same time draws on numbers of its own, so that times don't change them.
        speakers = new Random(seed + 1);
        lost = new Random(seed + 2);
        changes = new Random(seed + 3);
        String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        for (int i = 0; i < TALKERS; i++) {
            talkers.add(users.apply("talker-" + run + "-" + i));
        }
        for (int i = 0; i < BLINKERS; i++) {
            blinkers.add(users.apply("blinker-" + run + "-" + i));
        }
    }

    List<User> everybody() {
        List<User> all = new ArrayList<>(talkers);
        all.addAll(blinkers);
        return all;
    }

    /** Returns whether nobody who is there lacks anything. */
    boolean isSettled() {
        return everybody().stream().allMatch(user -> !user.isWanted() || user.isSettled());
    }

    /** Creates all conversations; everybody has to be connected. */
    void gather() {
        for (int i = 0; i < PAIRS; i++) {
            create("pair " + i, List.of(talkers.get(2 * i), talkers.get(2 * i + 1)));
        }
        for (int i = 0; i < GROUPS; i++) {
            List<User> members = new ArrayList<>(talkers);
            Collections.shuffle(members, plan);
            int size = SMALLEST_GROUP + plan.nextInt(LARGEST_GROUP - SMALLEST_GROUP + 1);
            create("group " + i, members.subList(0, size));
        }
        for (int i = 0; i < BLINKERS; i++) {
            create("watch " + i, List.of(watcher(i), blinkers.get(i)));
        }
    }

    /** Has those who come and go take part, without which nobody is shown their presence, and others watch them. */
    void takePart() {
        for (int i = 0; i < BLINKERS; i++) {
            String conversation = talks.get(PAIRS + GROUPS + i).conversation;
            blinkers.get(i).say(conversation, "here");
            watcher(i).watch(conversation);
        }
    }

    /** Has somebody say something somewhere. */
    void sayOne() {
        Talk talk = talks.get(speakers.nextInt(PAIRS + GROUPS));
        User sender = talk.members.get(speakers.nextInt(talk.members.size()));
        sender.say(talk.conversation, "message " + messages++);
    }

    /** Breaks somebody's connection, as of a phone in a tunnel; those who watch others stay. */
    void dropOne() {
        talkers.get(BLINKERS + lost.nextInt(TALKERS - BLINKERS)).dropOff();
    }

    /** Removes somebody from a group, of which they are no owner. */
    void removeOne() {
        Talk talk = talks.get(PAIRS + changes.nextInt(GROUPS));
        if (talk.members.size() > FEWEST) {
            User removed = talk.members.remove(talk.members.size() - 1);
            talk.creator().remove(talk.conversation, List.of(removed.userId()));
        }
    }

    /** Adds somebody to a group who isn't in it. */
    void addOne() {
        Talk talk = talks.get(PAIRS + changes.nextInt(GROUPS));
        User added = blinkers.get(changes.nextInt(BLINKERS));
        talk.creator().add(talk.conversation, List.of(added.userId()));
    }

    /** Has somebody come or go, in turn, and notes what the watcher ought to see. */
    void blink(Journal journal) {
        int turn = blinks++;
        int number = turn % BLINKERS;
        User blinker = blinkers.get(number);
        boolean leaves = turn / BLINKERS % 2 == 0;
        journal.add(new Entry.PresenceDue(
                journal.now(), watcher(number).userId(), blinker.userId(), leaves ? "offline" : "online"));
        if (leaves) {
            blinker.leave();
        } else {
            blinker.enter();
        }
    }

    private User watcher(int blinker) {
        return talkers.get(blinker);
    }

    private void create(String title, List<User> members) {
        User creator = members.get(0);
        String conversation = creator.createGroup(
                title, members.stream().skip(1).map(User::userId).toList());
        talks.add(new Talk(conversation, members));
    }
}

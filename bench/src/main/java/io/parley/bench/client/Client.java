package io.parley.bench.client;

import io.netty.buffer.ByteBuf;
import io.parley.bench.measure.Recorder;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One session and its client: sends messages when they are due, receives frames, and after a broken connection sends
 * again the messages without an outcome. On its lane's event loop only.
 */
final class Client {

    private final int user;
    private final Lane lane;
    private final Line line;
    private final Users users;
    private final Frames frames;
    private final Memberships memberships;
    private final CatchUp catchUp;
    private final Runnable onMembershipReady;
    private final Habits habits;
    private final Outbox outbox;
    private final InboxReader.Heads heads = this::head;
    private boolean in;

    /**
     * The client's behaviour.
     *
     * @param reads whether it sends read receipts
     * @param stalls whether it stops reading: its deliveries aren't counted
     */
    record Habits(boolean reads, boolean stalls) {}

    /**
     * @param user its index
     * @param line its connection
     * @param onMembershipReady called once for each membership when messages may be sent in it
     */
    Client(
            int user,
            Lane lane,
            Line line,
            Users users,
            Frames frames,
            Memberships memberships,
            Runnable onMembershipReady,
            Habits habits) {
        this.user = user;
        this.lane = lane;
        this.line = line;
        this.users = users;
        this.frames = frames;
        this.memberships = memberships;
        this.onMembershipReady = onMembershipReady;
        this.habits = habits;
        this.outbox = new Outbox(lane, line, frames, memberships);
        this.catchUp = new CatchUp(lane, line, frames, memberships, this::pulled);
    }

    Lane lane() {
        return lane;
    }

    /** Whether it stops reading. */
    boolean stalls() {
        return habits.stalls();
    }

    Line line() {
        return line;
    }

    Memberships memberships() {
        return memberships;
    }

    /** Creates a conversation whose first member it is. */
    void create(int conversation) {
        Membership membership = memberships.at(conversation);
        line.send(frames.create(
                conversation,
                membership.plan().direct(),
                users.conversationId(conversation),
                membership.plan().members().skip(1).mapToObj(users::name).toList()));
    }

    /** Gives up the messages of earlier runs. */
    void beginRun() {
        outbox.beginRun();
    }

    /** Sends a message of the recorded run: now, or once it is connected again. */
    void send(int message) {
        outbox.due(message, in);
    }

    /** Receives a frame. */
    void take(ByteBuf frame) {
        int length = frame.readableBytes();
        FrameScanner found = lane.scan(frame);
        switch (found.type()) {
            case EVENT -> event(found);
            case ACCEPTED -> accepted(found);
            case INBOX -> inbox(found.isLast(), length);
            case OPENED -> opened(found, length);
            case HISTORY -> catchUp.history(SlowFrames.history(lane.bytes(), length));
            case REJECTED -> rejected(SlowFrames.rejection(lane.bytes(), length));
            case GOAWAY -> line.comeBackAfter(SlowFrames.reconnectAfterMillis(lane.bytes(), length));
            case READY, PRESENCE, READ, TYPING, PONG, OTHER -> {
                // Their content isn't needed here.
            }
        }
    }

    /** The connection has broken; it will be restored. */
    void lost() {
        if (in) {
            in = false;
            if (habits.stalls()) {
                lane.cutOff();
            } else {
                lane.reconnected();
            }
        }
    }

    private void event(FrameScanner found) {
        byte[] bytes = lane.bytes();
        boolean own = users.ids().isOwn(bytes, found.idFrom(), found.idTo());
        int run = own ? users.ids().run(bytes, found.idFrom(), found.idTo()) : 0;
        int index = own ? users.ids().index(bytes, found.idFrom(), found.idTo()) : 0;
        Membership membership = memberships.of(found.conversationHigh(), found.conversationLow());
        if (membership == null && own && run == 0) {
            membership = created(index, new UUID(found.conversationHigh(), found.conversationLow()));
        }
        if (membership != null && membership.check().accept(found.sequence()) && own && found.isMessage()) {
            boolean others = delivered(run, index, found.sequence());
            if (others && habits.reads()) {
                read(membership, found.sequence());
            }
        }
    }

    private void read(Membership membership, long sequence) {
        long wait = membership.readMark().seen(sequence, System.nanoTime());
        if (wait == 0) {
            sayRead(membership);
        } else if (wait > 0) {
            lane.laterNanos(wait, () -> sayRead(membership));
        }
    }

    private void sayRead(Membership membership) {
        long sequence = membership.readMark().say(System.nanoTime());
        if (in) {
            line.send(frames.read(line.allocator(), membership.text(), sequence));
            lane.readSent();
        }
    }

    private Membership created(int conversation, UUID id) {
        Membership membership = memberships.at(conversation);
        membership.created(id);
        if (membership.isReady()) {
            onMembershipReady.run();
        } else {
            line.send(frames.open(id));
        }
        return membership;
    }

    private void opened(FrameScanner found, int length) {
        Membership membership = memberships.of(found.conversationHigh(), found.conversationLow());
        if (membership == null) {
            return;
        }
        long head = SlowFrames.openedHead(lane.bytes(), length);
        if (membership.opened()) {
            membership.check().startAfter(head);
            onMembershipReady.run();
        } else {
            catchUp.openedAgain(membership, head);
        }
    }

    private void pulled(SlowFrames.Event event) {
        byte[] id = event.id().getBytes(StandardCharsets.US_ASCII);
        if (event.message() && users.ids().isOwn(id, 0, id.length)) {
            delivered(users.ids().run(id, 0, id.length), users.ids().index(id, 0, id.length), event.sequence());
        }
    }

    /** @return whether it is another user's message of the recorded run */
    private boolean delivered(int run, int message, long sequence) {
        if (!isRecorded(run) || habits.stalls()) {
            return false;
        }
        Recorder recorder = lane.recorder();
        boolean sender = recorder.run().script().sender(message) == user;
        if (sender) {
            outbox.settle(message);
        }
        recorder.delivered(message, sequence, sender, System.nanoTime());
        return !sender;
    }

    private void accepted(FrameScanner found) {
        byte[] bytes = lane.bytes();
        if (users.ids().isOwn(bytes, found.idFrom(), found.idTo())
                && isRecorded(users.ids().run(bytes, found.idFrom(), found.idTo()))) {
            lane.recorder().accepted(users.ids().index(bytes, found.idFrom(), found.idTo()), System.nanoTime());
        }
    }

    private void rejected(SlowFrames.Rejection rejection) {
        byte[] id = rejection.id().getBytes(StandardCharsets.US_ASCII);
        if (!users.ids().isOwn(id, 0, id.length)) {
            return;
        }
        int run = users.ids().run(id, 0, id.length);
        int index = users.ids().index(id, 0, id.length);
        if (rejection.mayRetry()) {
            lane.later(rejection.retryAfterMillis(), () -> again(run, index));
        } else if (run == 0) {
            line.fail("a conversation could not be created: " + rejection.code() + ", " + rejection.message());
        } else if (isRecorded(run)) {
            outbox.settle(index);
            lane.recorder().refused(index);
        }
    }

    private void again(int run, int index) {
        if (run == 0) {
            create(index);
        } else if (isRecorded(run) && in) {
            outbox.sayAgain(index);
        }
    }

    private void inbox(boolean last, int length) {
        lane.inbox(length, heads);
        if (!in && last) {
            in = true;
            line.entered();
            for (Membership membership : memberships.all()) {
                if (membership.plan().opened() && membership.id() != null) {
                    line.send(frames.open(membership.id()));
                }
            }
            outbox.sayAllAgain();
        }
    }

    private void head(long high, long low, long head) {
        if (!memberships.areKnown()) {
            // In a large group no other frame announces its creation to the members.
            UUID conversation = new UUID(high, low);
            Membership awaited = memberships.awaited(conversation, users::conversationId);
            if (awaited != null) {
                created(awaited.conversation(), conversation);
            }
        }
        Membership membership = memberships.of(high, low);
        if (membership != null) {
            catchUp.inbox(membership, head, !in);
        }
    }

    private boolean isRecorded(int run) {
        return lane.recorder() != null && lane.recorder().run().number() == run;
    }
}

package io.parley.topologies.notify;

import io.parley.avro.DeviceSend;
import io.parley.avro.Platform;
import io.parley.avro.Push;
import io.parley.avro.PushOutcome;
import io.parley.schemas.DeviceKey;
import io.parley.schemas.PushReason;
import io.parley.topologies.history.HistorySeed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A random history of users in several partitions who hand devices to each other, are notified, read elsewhere, and lose
 * tokens, while the application's process is restarted or dies before a commit.
 */
final class NotifyHistory {

    private static final String[] USERS = {"ann", "bob", "cid"};
    private static final String[] TOKENS = {"t1", "t2"};
    private static final String[] CONVERSATIONS = {"c1", "c2"};
    private static final int STEPS = 120;
    private static final Duration END = Duration.ofSeconds(12);

    private final NotifyFixture notify = new NotifyFixture(Map.of());
    private final NeverToAFormerOwner owners = new NeverToAFormerOwner();
    private final OrderOnDevice order = new OrderOnDevice();
    private final WithdrawnStaysWithdrawn withdrawals = new WithdrawnStaysWithdrawn();
    private final EveryPushHasAnEnd ends = new EveryPushHasAnEnd();
    private final ShownModel model = new ShownModel();
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<Push> pushes = new ArrayList<>();
    private final List<DeviceKey> unsettled = new ArrayList<>();
    private final Random random;
    private final int steps;
    private boolean withholds;

    NotifyHistory(HistorySeed seed) {
        random = seed.random();
        steps = seed.steps(STEPS);
    }

    /** Plays the history, and checks each notification and, at the end, what every device shows. */
    void run() {
        try (notify) {
            for (int step = 0; step < steps; step++) {
                step(step);
                if (!withholds) {
                    look();
                }
            }
            pass(END);
            ends.checkComplete();
            model.check();
        }
    }

    private void step(int step) {
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> register(anyDevice());
            case 3 -> remove(anyDevice());
            case 4 -> die(anyDevice());
            case 5, 6, 7, 8, 9 -> push(message(step));
            case 10 -> correct(step);
            case 11, 12 -> withdraw();
            case 13 -> repeat();
            case 14, 15 -> pass(Duration.ofMillis(500L * (1 + random.nextInt(12))));
            case 16 -> restart();
            case 17, 18 -> withhold();
            default -> crash();
        }
    }

    private void register(DeviceKey device) {
        notify.register(device.userId(), device.platform(), device.token());
        owners.registered(device);
        unsettled.add(device);
        settleUnlessWithheld();
    }

    private void remove(DeviceKey device) {
        settle();
        notify.remove(device.userId(), device.platform(), device.token());
        lost(device);
    }

    /** A provider says that the token is over, since a moment ago. */
    private void die(DeviceKey device) {
        settle();
        notify.answer(device.userId(), device.platform(), device.token(), PushReason.GONE, notify.now());
        lost(device);
    }

    private void lost(DeviceKey device) {
        owners.removed(device);
        model.lost(device);
        settle();
    }

    private Push message(int step) {
        String userId = any(USERS);
        String conversationId = any(CONVERSATIONS);
        long sequence = sequences.merge(userId + conversationId, 1L, Long::sum);
        return new Push(userId, conversationId, sequence, "dan", null, "text " + step, 1 + random.nextInt(9));
    }

    private void correct(int step) {
        earlier(push -> push(new Push(
                push.getUserId(),
                push.getConversationId(),
                push.getSequence(),
                "dan",
                null,
                "corrected " + step,
                push.getUnread() == 0 ? 1 : push.getUnread())));
    }

    private void withdraw() {
        earlier(push -> push(new Push(
                push.getUserId(),
                push.getConversationId(),
                sequences.get(push.getUserId() + push.getConversationId()),
                "",
                null,
                null,
                0)));
    }

    private void repeat() {
        earlier(this::push);
    }

    private void earlier(Consumer<Push> action) {
        if (!pushes.isEmpty()) {
            int last = pushes.size() - 1;
            action.accept(pushes.get(last - Math.min(last, random.nextInt(4))));
        }
    }

    private void push(Push push) {
        pushes.add(push);
        withdrawals.pushed(push);
        ends.pushed(push);
        Instant at = notify.push(push);
        model.pushed(push, at);
    }

    private void pass(Duration time) {
        settle();
        notify.pass(time);
        look();
    }

    private void restart() {
        settle();
        notify.restart();
    }

    private void withhold() {
        settle();
        notify.withhold();
        withholds = true;
    }

    private void crash() {
        if (withholds) {
            notify.crash(random);
            withholds = false;
            settle();
        }
    }

    private void settleUnlessWithheld() {
        if (!withholds) {
            settle();
        }
    }

    /** Commits, and checks what it shows; from now on all that came before counts. */
    private void settle() {
        notify.commit();
        withholds = false;
        look();
        owners.settled();
        withdrawals.settled();
        // Of a device that was registered among uncommitted pushes it isn't clear which of them it gets.
        unsettled.forEach(device -> model.registered(device, notify.now().minusMillis(1)));
        unsettled.clear();
    }

    private void look() {
        for (DeviceSend send : notify.sends()) {
            owners.check(send);
            order.check(send);
            withdrawals.check(send);
            ends.sent(send);
            model.sent(send);
        }
        for (PushOutcome outcome : notify.outcomes()) {
            ends.ended(outcome);
        }
        if (!withholds) {
            withdrawals.settled();
        }
    }

    private DeviceKey anyDevice() {
        return new DeviceKey(any(USERS), Platform.FCM, any(TOKENS));
    }

    private String any(String... some) {
        return some[random.nextInt(some.length)];
    }
}

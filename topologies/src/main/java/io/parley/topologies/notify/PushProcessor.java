package io.parley.topologies.notify;

import io.parley.avro.Push;
import io.parley.avro.SendKind;
import io.parley.avro.internal.KnownDevice;
import io.parley.avro.internal.WaitingPush;
import io.parley.schemas.PushReason;
import io.parley.schemas.Topics;
import io.parley.schemas.UserId;
import io.parley.topologies.notify.device.UserDevices;
import io.parley.topologies.parts.Alarm;
import io.parley.topologies.parts.Placement;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.util.List;
import java.util.Optional;

/**
 * Turns pushes into notifications of single devices, now or when it is their turn, and writes the reason of each that is
 * not sent. It wakes up by itself only while pushes wait.
 */
final class PushProcessor extends ContextualProcessor<String, Push, String, NotifyOutput> {

    private final Topics topics;
    private final PushRules rules;
    private final Sends sends;
    private Placement placement;
    private DeviceStore devices;
    private ShownStore shown;
    private WaitingPushes waiting;
    private Alarm alarm;

    PushProcessor(Topics topics, NotifyConfig config) {
        this.topics = topics;
        this.rules = new PushRules(config.pace());
        this.sends = new Sends(config);
    }

    @Override
    public void init(ProcessorContext<String, NotifyOutput> context) {
        super.init(context);
        placement = Placement.of(topics.pushes(), context);
        devices = DeviceStore.in(context);
        shown = ShownStore.in(context);
        waiting = WaitingPushes.in(context);
        alarm = new Alarm(context, this::wake);
        alarm.setFor(waiting.dueMs(), context.currentSystemTimeMs());
    }

    @Override
    public void process(Record<String, Push> record) {
        Push push = record.value();
        if (push == null || !UserId.isValid(push.getUserId())) {
            return;
        }
        placement.require(push.getUserId());
        String userId = push.getUserId();
        String conversationId = push.getConversationId();
        long nowMs = context().currentSystemTimeMs();
        Shown before = shown.find(userId, conversationId);
        UserDevices all = devices.of(userId);
        List<KnownDevice> live = all.live(record.timestamp());
        // A withdrawal is kept even so: a device that comes later must not show what it took back.
        if (before == null && live.isEmpty() && push.getUnread() != 0) {
            drop(push, all.lack(), nowMs);
            return;
        }
        WaitingPush waits = waiting.find(userId, conversationId);
        PushDecision decision = rules.decide(
                before, waits, push, hindrance(all, live, record.timestamp(), nowMs), record.timestamp(), nowMs);
        if (!decision.after().equals(before)) {
            shown.put(userId, conversationId, before, decision.after());
        }
        decision.replaced().ifPresent(reason -> {
            waiting.remove(waits);
            forward(
                    new NotifyOutput.ToRecord(Sends.replaced(waits.getPush(), reason, push.getSequence(), nowMs)),
                    nowMs);
        });
        act(push, decision.action(), live, record.timestamp(), nowMs);
    }

    private void act(Push push, PushDecision.Action action, List<KnownDevice> live, long sentAtMs, long nowMs) {
        if (action instanceof PushDecision.Send send) {
            send(push, send.kind(), live, sentAtMs, nowMs);
        } else if (action instanceof PushDecision.Wait wait) {
            waiting.put(wait.waiting());
            alarm.setFor(waiting.dueMs(), nowMs);
        } else if (action instanceof PushDecision.Drop drop) {
            drop(push, drop.reason(), nowMs);
        }
    }

    private void wake(long nowMs) {
        waiting.due(nowMs).forEach(due -> sendDue(due, nowMs));
        alarm.setFor(waiting.dueMs(), nowMs);
    }

    /** Sends to the devices as they are by now: one may have another owner since. */
    private void sendDue(WaitingPush due, long nowMs) {
        Push push = due.getPush();
        UserDevices all = devices.of(push.getUserId());
        List<KnownDevice> live = all.live(due.getSentAtMs());
        Optional<PushReason> hindrance = hindrance(all, live, due.getSentAtMs(), nowMs);
        if (hindrance.isPresent()) {
            drop(push, hindrance.get(), nowMs);
            return;
        }
        Shown before = shown.find(push.getUserId(), push.getConversationId());
        shown.put(push.getUserId(), push.getConversationId(), before, before.sent(nowMs));
        send(push, due.getKind(), live, due.getSentAtMs(), nowMs);
    }

    private Optional<PushReason> hindrance(UserDevices all, List<KnownDevice> live, long sentAtMs, long nowMs) {
        if (live.isEmpty()) {
            return Optional.of(all.lack());
        }
        return sends.isExpired(sentAtMs, nowMs) ? Optional.of(PushReason.EXPIRED) : Optional.empty();
    }

    private void send(Push push, SendKind kind, List<KnownDevice> live, long sentAtMs, long nowMs) {
        int badge = shown.badge(push.getUserId());
        for (KnownDevice device : live) {
            forward(new NotifyOutput.ToDevice(sends.send(push, kind, device, badge, sentAtMs, nowMs)), sentAtMs);
        }
    }

    private void drop(Push push, PushReason reason, long nowMs) {
        forward(new NotifyOutput.ToRecord(Sends.outcome(push, reason, nowMs)), nowMs);
    }

    private void forward(NotifyOutput output, long timestampMs) {
        context().forward(output.at(timestampMs));
    }
}

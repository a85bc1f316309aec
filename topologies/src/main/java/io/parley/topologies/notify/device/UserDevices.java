package io.parley.topologies.notify.device;

import io.parley.avro.Device;
import io.parley.avro.DeviceAddress;
import io.parley.avro.TextMode;
import io.parley.avro.internal.DevicesState;
import io.parley.avro.internal.KnownDevice;
import io.parley.schemas.DeviceKey;
import io.parley.schemas.PushReason;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The devices of one user. Registrations and losses count by the log's clock and not by their arrival, since they come
 * from several partitions: a device gets notifications if its last registration is later than its last loss. Losses are
 * kept for that, the newest ones. Immutable.
 *
 * <pre>
 *  (r1: registered at 1; l2: lost at 2)
 *
 *  live:   r1    ·    r1 l2 r3    ·    r3 l2    ·    l2 r3
 *  lost:   r1 l2    ·    l2 r1    ·    r1 l1
 * </pre>
 */
public final class UserDevices {

    private static final UserDevices NONE = new UserDevices(List.of());
    private static final int KEPT_LOSSES = 20;

    private final List<KnownDevice> devices;

    private UserDevices(List<KnownDevice> devices) {
        this.devices = devices;
    }

    /** @param state null: none */
    public static UserDevices of(DevicesState state) {
        return state == null ? NONE : new UserDevices(state.getDevices());
    }

    public DevicesState toState() {
        return new DevicesState(devices);
    }

    /**
     * Adds or renews a device.
     *
     * @param most how many the user may have; beyond them the one that was registered longest ago goes
     */
    public UserDevices registered(Device device, long atMs, int most) {
        KnownDevice known = find(DeviceKey.of(device));
        if (known != null && (atMs <= known.getLostMs() || atMs < known.getRegisteredMs())) {
            return this;
        }
        KnownDevice now = new KnownDevice(
                new DeviceAddress(device.getPlatform(), device.getToken(), device.getKeys(), device.getApp()),
                device.getText(),
                known != null && isLive(known) ? known.getSinceMs() : atMs,
                atMs,
                known == null ? 0 : known.getLostMs(),
                null);
        return with(known, now).newest(UserDevices::isLive, most, Comparator.comparing(KnownDevice::getRegisteredMs));
    }

    /**
     * Notes a loss, also of a device that isn't known yet; one before the last registration changes nothing.
     *
     * @param reason is the one of the outcomes of notifications that find no device
     */
    public UserDevices lost(DeviceKey key, long atMs, PushReason reason) {
        KnownDevice known = find(key);
        if (known != null && (atMs < known.getRegisteredMs() || atMs <= known.getLostMs())) {
            return this;
        }
        KnownDevice now = known == null
                ? new KnownDevice(unknown(key), TextMode.NONE, 0L, 0L, atMs, reason.wireName())
                : new KnownDevice(
                        known.getAddress(),
                        known.getText(),
                        known.getSinceMs(),
                        known.getRegisteredMs(),
                        atMs,
                        reason.wireName());
        return with(known, now)
                .newest(device -> !isLive(device), KEPT_LOSSES, Comparator.comparing(KnownDevice::getLostMs));
    }

    /** Returns the devices that get notifications of this time: those that were registered by then and not lost. */
    public List<KnownDevice> live(long atMs) {
        return devices.stream()
                .filter(device -> isLive(device) && device.getSinceMs() <= atMs)
                .toList();
    }

    /** Whether this device gets notifications. */
    public boolean isLive(DeviceKey key) {
        KnownDevice known = find(key);
        return known != null && isLive(known);
    }

    /** Returns why the user has no device: the reason of the last loss, if there is no other device. */
    public PushReason lack() {
        Optional<KnownDevice> last = devices.stream().max(Comparator.comparing(KnownDevice::getLostMs));
        return devices.stream().anyMatch(UserDevices::isLive)
                ? PushReason.NO_DEVICE
                : last.flatMap(device -> Optional.ofNullable(device.getLostBy()).flatMap(PushReason::find))
                        .filter(reason -> reason != PushReason.REMOVED)
                        .orElse(PushReason.NO_DEVICE);
    }

    private static boolean isLive(KnownDevice device) {
        return device.getRegisteredMs() > device.getLostMs();
    }

    private KnownDevice find(DeviceKey key) {
        for (KnownDevice device : devices) {
            DeviceAddress address = device.getAddress();
            if (address.getPlatform() == key.platform() && address.getToken().equals(key.token())) {
                return device;
            }
        }
        return null;
    }

    private static DeviceAddress unknown(DeviceKey key) {
        return new DeviceAddress(key.platform(), key.token(), null, null);
    }

    private UserDevices with(KnownDevice before, KnownDevice now) {
        List<KnownDevice> changed = new ArrayList<>(devices);
        if (before != null) {
            changed.remove(before);
        }
        changed.add(now);
        return new UserDevices(List.copyOf(changed));
    }

    /** Drops the oldest of a kind beyond a number. */
    private UserDevices newest(Predicate<KnownDevice> ofKind, int most, Comparator<KnownDevice> byAge) {
        List<KnownDevice> oldestFirst =
                devices.stream().filter(ofKind).sorted(byAge).toList();
        if (oldestFirst.size() <= most) {
            return this;
        }
        List<KnownDevice> kept = new ArrayList<>(devices);
        kept.removeAll(oldestFirst.subList(0, oldestFirst.size() - most));
        return new UserDevices(List.copyOf(kept));
    }
}

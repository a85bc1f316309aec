package io.parley.bench.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.parley.bench.measure.Recorder;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/** One event loop with the state that its clients share. Everything but the counts is for its own thread alone. */
final class Lane {

    private static final int FIRST_BUFFER = 64 * 1024;

    private final EventLoop loop;
    private final FrameScanner scanner = new FrameScanner();
    private final InboxReader inboxes = new InboxReader();
    private final AtomicLongArray frames = new AtomicLongArray(FrameScanner.Type.values().length);
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong reconnects = new AtomicLong();
    private final AtomicLong cutOffs = new AtomicLong();
    private final AtomicLong resent = new AtomicLong();
    private final AtomicLong pulled = new AtomicLong();
    private final AtomicReference<String> failure;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private Recorder recorder;

    /** @param failure keeps the first failure, which ends all lanes */
    Lane(EventLoop loop, AtomicReference<String> failure) {
        this.loop = loop;
        this.failure = failure;
    }

    EventLoop loop() {
        return loop;
    }

    /** Measures from now on; null: stops. */
    void record(Recorder fresh) {
        recorder = fresh;
    }

    /** Null if nothing is measured. */
    Recorder recorder() {
        return recorder;
    }

    /** Returns the scanner after it has read this frame, whose bytes are in {@link #bytes}. */
    FrameScanner scan(ByteBuf frame) {
        int length = frame.readableBytes();
        if (length > buffer.length) {
            buffer = new byte[2 * length];
        }
        frame.getBytes(frame.readerIndex(), buffer, 0, length);
        scanner.scan(buffer, length);
        int type = scanner.type().ordinal();
        frames.lazySet(type, frames.get(type) + 1);
        return scanner;
    }

    /** Reads the inbox that was just scanned. */
    void inbox(int length, InboxReader.Heads heads) {
        inboxes.read(buffer, length, heads);
    }

    byte[] bytes() {
        return buffer;
    }

    void later(long millis, Runnable action) {
        laterNanos(TimeUnit.MILLISECONDS.toNanos(millis), action);
    }

    void laterNanos(long nanos, Runnable action) {
        var unused = loop.schedule(action, nanos, TimeUnit.NANOSECONDS);
    }

    /** Fails this process's work; the first reason is kept. */
    void fail(String why) {
        failure.compareAndSet(null, why);
    }

    void reconnected() {
        reconnects.lazySet(reconnects.get() + 1);
    }

    void cutOff() {
        cutOffs.lazySet(cutOffs.get() + 1);
    }

    void resent() {
        resent.lazySet(resent.get() + 1);
    }

    void pulled() {
        pulled.lazySet(pulled.get() + 1);
    }

    void readSent() {
        reads.lazySet(reads.get() + 1);
    }

    /** Received frames; readable by any thread, like those below. */
    long frames() {
        long all = 0;
        for (int type = 0; type < frames.length(); type++) {
            all += frames.get(type);
        }
        return all;
    }

    /** Received frames of one type. */
    long frames(FrameScanner.Type type) {
        return frames.get(type.ordinal());
    }

    long readsSent() {
        return reads.get();
    }

    long reconnects() {
        return reconnects.get();
    }

    /** Closed connections of stalled clients. */
    long cutOffs() {
        return cutOffs.get();
    }

    long resentCommands() {
        return resent.get();
    }

    long pulledEvents() {
        return pulled.get();
    }
}

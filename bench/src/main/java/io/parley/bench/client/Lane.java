package io.parley.bench.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.parley.bench.measure.Recorder;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** One event loop and what its clients share. Everything but the counts is for its own thread alone. */
final class Lane {

    private static final int FIRST_BUFFER = 64 * 1024;

    private final EventLoop loop;
    private final FrameScanner scanner = new FrameScanner();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong reconnects = new AtomicLong();
    private final AtomicLong resent = new AtomicLong();
    private final AtomicLong pulled = new AtomicLong();
    private final AtomicReference<String> failure;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private Recorder recorder;

    /** @param failure where the first reason is kept for which all lanes have to give up */
    Lane(EventLoop loop, AtomicReference<String> failure) {
        this.loop = loop;
        this.failure = failure;
    }

    EventLoop loop() {
        return loop;
    }

    /** Measures from now on; null: nobody does. */
    void record(Recorder fresh) {
        recorder = fresh;
    }

    /** Null while nothing is measured. */
    Recorder recorder() {
        return recorder;
    }

    /** The scanner, which has read this frame; its bytes are in {@link #bytes}. */
    FrameScanner scan(ByteBuf frame) {
        frames.lazySet(frames.get() + 1);
        int length = frame.readableBytes();
        if (length > buffer.length) {
            buffer = new byte[2 * length];
        }
        frame.getBytes(frame.readerIndex(), buffer, 0, length);
        scanner.scan(buffer, length);
        return scanner;
    }

    byte[] bytes() {
        return buffer;
    }

    void later(long millis, Runnable action) {
        var unused = loop.schedule(action, millis, TimeUnit.MILLISECONDS);
    }

    /** Nothing will come of this process's work; the first reason is kept. */
    void fail(String why) {
        failure.compareAndSet(null, why);
    }

    void reconnected() {
        reconnects.lazySet(reconnects.get() + 1);
    }

    void resent() {
        resent.lazySet(resent.get() + 1);
    }

    void pulled() {
        pulled.lazySet(pulled.get() + 1);
    }

    /** Frames that have come; readable by any thread, as are those below. */
    long frames() {
        return frames.get();
    }

    long reconnects() {
        return reconnects.get();
    }

    long resentCommands() {
        return resent.get();
    }

    long pulledEvents() {
        return pulled.get();
    }
}

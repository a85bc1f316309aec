package io.parley.gateway.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.gateway.frame.ServerFrame;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** A connection that keeps what is sent over it; its event loop is the caller's thread, unless another is set. */
final class FakeSocket implements SessionSocket {

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> frames = new ArrayList<>();
    CloseReason closed;
    Executor loop = Runnable::run;

    /** What sending fails with from now on. */
    RuntimeException fault;

    byte[] lastBytes;
    int pings;
    final Set<Pause> pauses = EnumSet.noneOf(Pause.class);
    boolean writable = true;

    /** After so many frames it is no longer writable. */
    int framesUntilFull = Integer.MAX_VALUE;

    long unsentBytes;
    int low;
    int high;

    List<String> types() {
        return frames.stream().map(frame -> frame.path("type").asText()).toList();
    }

    JsonNode last() {
        return frames.get(frames.size() - 1);
    }

    @Override
    public void send(ServerFrame frame) {
        if (fault != null) {
            frame.release();
            throw fault;
        }
        lastBytes = frame.bytes().array();
        try {
            frames.add(JSON.readTree(frame.bytes().toString(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        } finally {
            frame.release();
        }
        if (--framesUntilFull == 0) {
            writable = false;
        }
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(CloseReason reason) {
        closed = reason;
    }

    @Override
    public boolean pause(Pause reason) {
        return pauses.add(reason);
    }

    @Override
    public void resume(Pause reason) {
        pauses.remove(reason);
    }

    @Override
    public boolean isReading() {
        return pauses.isEmpty();
    }

    @Override
    public void marks(int low, int high) {
        this.low = low;
        this.high = high;
    }

    @Override
    public long unsentBytes() {
        return unsentBytes;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public InetAddress address() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public Executor executor() {
        return loop;
    }
}

package io.parley.gateway.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.session.connection.PauseReason;
import io.parley.gateway.session.connection.SessionSocket;
import io.parley.protocol.CloseReason;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** A connection that keeps what is sent over it; its event loop is the caller's thread, unless another is set. */
public final class FakeSocket implements SessionSocket {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final List<JsonNode> frames = new ArrayList<>();
    public CloseReason closed;
    public boolean cut;
    public Executor loop = Runnable::run;

    /** The failure of sends from now on. */
    public RuntimeException fault;

    public byte[] lastBytes;
    public int pings;
    public final Set<PauseReason> pauses = EnumSet.noneOf(PauseReason.class);
    public boolean writable = true;

    /** After so many frames it is no longer writable. */
    public int framesUntilFull = Integer.MAX_VALUE;

    public long unsentBytes;
    public int low;
    public int high;

    public List<String> types() {
        return frames.stream().map(frame -> frame.path("type").asText()).toList();
    }

    public JsonNode last() {
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
    public void cut() {
        cut = true;
    }

    @Override
    public boolean pause(PauseReason reason) {
        return pauses.add(reason);
    }

    @Override
    public void resume(PauseReason reason) {
        pauses.remove(reason);
    }

    @Override
    public boolean isReading() {
        return pauses.isEmpty();
    }

    @Override
    public void writeBufferWatermark(int low, int high) {
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

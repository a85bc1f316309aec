package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Empties Redis while it runs. */
record RedisFlush() implements Fault {

    @Override
    public String name() {
        return "flush-redis";
    }

    @Override
    public String description() {
        return "FLUSHALL of Redis while it runs";
    }

    @Override
    public void strike(Layout layout) {
        URI redis = layout.redis();
        try (Socket socket = new Socket(redis.getHost(), redis.getPort());
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = answers.readLine();
            if (!"+OK".equals(answer)) {
                throw new NotLanded(this, "Redis answered " + answer);
            }
        } catch (IOException e) {
            throw new NotLanded(this, "Redis can't be reached: " + e);
        }
    }
}

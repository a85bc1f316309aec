package io.parley.gateway;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

import java.util.List;

/** Has Netty follow every buffer, and hears of those that nobody gave back. */
final class LeakWatch implements AutoCloseable {

    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    LeakWatch() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        heard.start();
        logger.addAppender(heard);
        logger.setAdditive(false);
        assertThatItHears();
    }

    /** Netty's reports of buffers that were not released until now. */
    List<String> leaks() {
        collect();
        synchronized (heard) {
            return List.copyOf(heard.list).stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }
    }

    @Override
    public void close() {
        ResourceLeakDetector.setLevel(before);
        logger.detachAppender(heard);
        logger.setAdditive(true);
    }

    /** Loses a buffer on purpose: a watch that hears nothing of that is no watch. */
    private void assertThatItHears() {
        PooledByteBufAllocator.DEFAULT.directBuffer(16).writeByte(1);
        Awaitility.await().until(() -> !leaks().isEmpty());
        heard.list.clear();
    }

    /** Netty looks for what was lost whenever it makes a buffer. */
    private static void collect() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            for (int j = 0; j < 100; j++) {
                ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(16);
                buffer.release();
            }
        }
    }
}

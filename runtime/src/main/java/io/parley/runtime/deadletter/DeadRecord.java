package io.parley.runtime.deadletter;

import io.parley.avro.DeadLetter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A record that can never be read, unchanged. Makes its dead letter. */
public final class DeadRecord {

    private static final int NO_SIZE = -1;

    private final String topic;
    private final int partition;
    private final long offset;
    private final byte[] key;
    private final byte[] value;

    /**
     * @param key null when it has none
     * @param value null when it has none
     */
    public DeadRecord(String topic, int partition, long offset, byte[] key, byte[] value) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.key = key;
        this.value = value;
    }

    /**
     * Makes the dead letter. If key, value or reason were cut, the reason says so at its end.
     *
     * @param application the application that can't read it
     */
    public DeadLetter letter(String application, Throwable reason, Keeping keeping) {
        List<String> cuts = new ArrayList<>();
        String text = text(String.valueOf(reason.getMessage()), keeping.reason(), cuts);
        ByteBuffer keptKey = kept("key", key, keeping.key(), cuts);
        ByteBuffer keptValue = kept("value", value, keeping.value(), cuts);
        return DeadLetter.newBuilder()
                .setTopic(topic)
                .setPartition(partition)
                .setOffset(offset)
                .setApplication(application)
                .setReason(cuts.isEmpty() ? text : text + " (cut: " + String.join(", ", cuts) + ")")
                .setKey(keptKey)
                .setValue(keptValue)
                .setKeySize(size(key))
                .setValueSize(size(value))
                .build();
    }

    /** Its position, for logs, without its content. */
    @Override
    public String toString() {
        return topic + "-" + partition + " offset " + offset;
    }

    private static String text(String whole, int most, List<String> cuts) {
        if (whole.length() <= most) {
            return whole;
        }
        // Half a pair can't be encoded.
        int end = Character.isHighSurrogate(whole.charAt(most - 1)) ? most - 1 : most;
        cuts.add("reason " + end + " of " + whole.length() + " characters kept");
        return whole.substring(0, end);
    }

    private static ByteBuffer kept(String part, byte[] bytes, int most, List<String> cuts) {
        if (bytes == null || bytes.length <= most) {
            return bytes == null ? null : ByteBuffer.wrap(bytes);
        }
        cuts.add(part + " " + most + " of " + bytes.length + " bytes kept");
        return most == 0 ? null : ByteBuffer.wrap(bytes, 0, most).slice();
    }

    private static int size(byte[] bytes) {
        return bytes == null ? NO_SIZE : bytes.length;
    }
}

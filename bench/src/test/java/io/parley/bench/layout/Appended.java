package io.parley.bench.layout;

/**
 * Counts what was appended to some partitions.
 *
 * @param records of data
 * @param bytes of the batches that hold them, in one copy
 * @param markers control records: the ends of transactions
 * @param markerBytes of the batches that hold them, in one copy
 */
record Appended(long records, long bytes, long markers, long markerBytes) {

    static final Appended NOTHING = new Appended(0, 0, 0, 0);

    Appended and(Appended more) {
        return new Appended(
                records + more.records, bytes + more.bytes, markers + more.markers, markerBytes + more.markerBytes);
    }
}

package io.parley.connectors.sink;

/** The version of the plug-ins, reported to the worker: that of their jar. */
public final class SinkVersion {

    private static final String UNPACKED = "unpacked";

    private SinkVersion() {}

    public static String get() {
        String version = SinkVersion.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKED : version;
    }
}

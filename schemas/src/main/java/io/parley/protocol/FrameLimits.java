package io.parley.protocol;

/** Bounds the frames of the client protocol: sizes in bytes, texts in Unicode code points, sequences. */
public final class FrameLimits {

    /** The most bytes of a server's frame. */
    public static final int LARGEST_SERVER_FRAME = 1 << 20;

    /** So many frames in a row that are no JSON object close the connection. */
    public static final int BAD_FRAMES_IN_A_ROW = 10;

    /** Every JSON parser holds sequences up to this one exactly. */
    public static final long LARGEST_SEQUENCE = (1L << 53) - 1;

    /** A client's own mark of a request, when it is a text. */
    public static final int LONGEST_REF = 64;

    /** The most events that a page of history may be asked for. */
    public static final int LARGEST_PAGE = 200;

    /** The events of a page when the request names no number. */
    public static final int USUAL_PAGE = 50;

    /** The most members that a page of a roster may be asked for. */
    public static final int LARGEST_MEMBERS_PAGE = 1_000;

    /** The members of a page when the request names no number, and of a large group's {@code opened}. */
    public static final int USUAL_MEMBERS_PAGE = 100;

    public static final int LONGEST_TOKEN = 8_192;
    public static final int LONGEST_DEVICE_TOKEN = 4_096;

    private FrameLimits() {}
}

package io.parley.push.notification;

/** Says how much of a message leaves for the provider. From most to least. */
public enum TextMode {
    /** Title, sender and text. */
    FULL,

    /** Title and sender. */
    SENDER,

    /** Nothing: the app loads the message itself. */
    NONE;

    /** Returns the mode that reveals less: of what the device wants and what the installation allows. */
    public TextMode narrower(TextMode other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

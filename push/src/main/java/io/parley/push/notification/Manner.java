package io.parley.push.notification;

/** Says how a notification changes what a device shows. */
public enum Manner {
    /** Shows a new message, with sound and banner. */
    ALARM,

    /** Replaces what is shown, without sound or banner. */
    SILENT,

    /** Takes back what is shown. */
    WITHDRAWAL
}

package io.parley.runtime.config;

/** How a config says that a value that was set makes no sense, be it by itself or beside another. */
public final class SettingCheck {

    private SettingCheck() {}

    /** @throws IllegalArgumentException if it isn't valid; one line that gives key, value and what was expected */
    public static void require(boolean valid, String key, Object value, String expected) {
        if (!valid) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: " + expected + ")");
        }
    }
}

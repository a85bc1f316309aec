package io.parley.admin;

import java.time.Duration;

/**
 * Bounds of what is suspended.
 *
 * @param most that there may be at a time
 * @param tokenMemory how long an ended token is remembered
 */
public record SuspensionLimits(int most, Duration tokenMemory) {}

/**
 * A custom application on {@code events}: counts messages per conversation and minute.
 *
 * <pre>
 *  events ──read-events──► keep-messages ──► count-per-minute ──► tell-activity ──write-activity──► activity
 *                                                  │
 *                                           activity-minutes
 * </pre>
 *
 * It owns the topic {@code activity} and, within its own application, the windowed store {@code activity-minutes}. It runs
 * exactly once: a repeat would be counted twice.
 */
package io.parley.examples.activity;

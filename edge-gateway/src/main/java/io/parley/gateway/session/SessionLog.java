package io.parley.gateway.session;

import io.parley.avro.Command;
import io.parley.avro.Device;
import io.parley.avro.Signal;
import io.parley.gateway.log.Appender;
import io.parley.gateway.log.LogPressure;

/**
 * Where in the log goes what clients say.
 *
 * @param readMarks signals too, but of a kind that can wait a moment for others
 * @param pressure says when to read no more of it
 */
public record SessionLog(
        Appender<Command> commands,
        Appender<Signal> signals,
        Appender<Signal> readMarks,
        Appender<Device> devices,
        LogPressure pressure) {}

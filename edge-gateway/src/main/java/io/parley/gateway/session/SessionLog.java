package io.parley.gateway.session;

import io.parley.avro.Command;
import io.parley.avro.Device;
import io.parley.avro.Signal;
import io.parley.gateway.log.Appender;
import io.parley.gateway.log.LogPressure;

/**
 * Where in the log goes what clients say.
 *
 * @param pressure says when to read no more of it
 */
public record SessionLog(
        Appender<Command> commands, Appender<Signal> signals, Appender<Device> devices, LogPressure pressure) {}

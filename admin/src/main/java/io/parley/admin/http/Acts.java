package io.parley.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.admin.access.Caller;
import io.parley.admin.act.Act;
import io.parley.admin.act.ActRefusedException;

/** Performs acts. Blocks; thread-safe. */
@FunctionalInterface
public interface Acts {

    /** Performs the act and returns the answer. */
    JsonNode perform(Act act, Caller caller) throws ActRefusedException;
}

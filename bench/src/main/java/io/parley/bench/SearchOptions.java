package io.parley.bench;

import java.time.Duration;

/**
 * When a rate counts as held.
 *
 * @param limit which p99 has to stay below
 * @param precision how close the best and the worst may be in the end
 * @param repeats how often the best is tried
 * @param recovery how long the server may take after a rate that was too much until it has done all of it
 */
record SearchOptions(Duration limit, double precision, int repeats, Duration recovery) {}

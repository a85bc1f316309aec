package io.parley.bench;

import java.time.Duration;

/**
 * The conditions of a search for the highest rate.
 *
 * @param limit the upper bound of p99
 * @param precision the distance of the best and the worst rate at which the search ends
 * @param repeats trials of the best rate
 * @param recovery the server's longest time to work off a rate that was too high
 */
record SearchOptions(Duration limit, double precision, int repeats, Duration recovery) {}

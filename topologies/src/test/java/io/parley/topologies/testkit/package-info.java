/**
 * For tests of topologies, Parley's and those of whoever extends it; published as a jar of its own. It owns no data.
 *
 * <pre>
 *  TopologyFixture   one topology as one task: typed inputs and outputs, restarts from its changelogs
 *  PipelineFixture   several, wired as topics wire them: commands in, what each session is handed out
 *    └─ Stage: one application ── Tasks ── TaskDriver: one part of it on one partition, with stores of its own
 *  GaplessSequence, SameOutcomeForRepeats, OnlyMembersAct, ExactHandOver, EveryEventOnce, NothingAfterRemoval
 *                    guarantees as objects, fed with whatever came out, be it of a test driver or of a real broker
 *  Commands          to feed it with
 *  GoldenFile, TopologyPicture
 *                    what a topology says of itself, held against a file, or drawn
 * </pre>
 */
package io.parley.topologies.testkit;

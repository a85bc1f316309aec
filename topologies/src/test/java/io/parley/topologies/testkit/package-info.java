/**
 * A kit for tests of topologies, Parley's and those of extensions; published as a jar of its own. It owns no data.
 *
 * <pre>
 *  TopologyFixture   one topology as one task: typed inputs and outputs, restarts from its changelogs
 *  PipelineFixture   several, wired as topics wire them: commands in, each session's deliveries out
 *    └─ Stage: one application ── Tasks ── TaskDriver: one part of it on one partition, with stores of its own
 *  GaplessSequence, SameOutcomeForRepeats, OnlyMembersAct, ExactHandOver, EveryEventOnce, NothingAfterRemoval,
 *  NothingOfTheBlocked
 *                    guarantees as objects, which check the output of a test driver or of a real broker
 *  Commands          input for the fixtures
 *  GoldenFile, TopologyPicture
 *                    a topology's own description, compared with a file, or drawn
 * </pre>
 */
package io.parley.topologies.testkit;

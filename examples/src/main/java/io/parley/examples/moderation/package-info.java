/**
 * A step that moderates: words that are refused, words that wait for somebody's judgement; and what whoever judges does
 * to let a held command through. It owns no data; {@code held} is the conversation application's.
 */
package io.parley.examples.moderation;

/**
 * A moderating step: refuses some words, holds others for a moderator; and the command with which a moderator's tool
 * releases a held one. It owns no data; {@code held} is the conversation application's.
 */
package io.parley.examples.moderation;

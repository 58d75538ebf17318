package dev.tracewise.model;

/**
 * One turn of a conversation.
 *
 * @param role who speaks: system, user, assistant, tool, …
 * @param content the text of the turn; parts that are not text (tool calls, images) as JSON
 */
public record Message(String role, String content) {}

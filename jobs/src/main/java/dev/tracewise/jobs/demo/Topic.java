package dev.tracewise.jobs.demo;

/**
 * What a question is about.
 *
 * @param name its words
 * @param type the type of entity it is
 */
record Topic(String name, String type) {}

package dev.tracewise.jobs.demo;

/**
 * Somebody who uses the assistant.
 *
 * @param id user id
 * @param locale language of the user interface
 * @param device phone, tablet or desktop
 * @param plan free or team
 */
record DemoUser(String id, String locale, String device, String plan) {}

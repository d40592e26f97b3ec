package io.packhouse.platform.service;

/**
 * A part of a process that is started and stopped. The process starts its services in order and closes them in the opposite
 * order; both calls may block and are made from one thread.
 */
public interface Service extends AutoCloseable {

    /** A short name for logs and health, such as {@code gateway}. */
    String name();

    /** Starts; returns when the service does its work, or throws when it cannot. */
    void start() throws Exception;

    /** Takes no new work, finishes or releases what it holds, and frees everything. Safe to call twice, or unstarted. */
    @Override
    void close();
}

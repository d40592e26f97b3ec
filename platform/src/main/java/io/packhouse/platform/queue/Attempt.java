package io.packhouse.platform.queue;

/** One run of a job by one worker, as its handler sees it. */
public interface Attempt {

    /** A random id. */
    String id();

    /** 1 for the first attempt of the job. */
    int number();

    /**
     * Tells how far the attempt got. Told at most a few times a second, the rest is dropped; never blocks.
     *
     * @param done
     *            0 to 1
     * @param step
     *            what it does now, a few words
     */
    void progress(double done, String step);

    /** Adds a line to the attempt's log, which is kept as an object. Never blocks; no secrets. */
    void log(String line);
}

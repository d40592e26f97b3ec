package io.packhouse.bench;

/** Measures one thing, and what it is to be compared with, in the same run. */
interface Benchmark {

    /** What it is called on the command line. */
    String name();

    /** Warms up, measures in several rounds, and cleans up. */
    Section run(Ground ground) throws Exception;
}

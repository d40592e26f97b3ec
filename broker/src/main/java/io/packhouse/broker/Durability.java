package io.packhouse.broker;

/** Which accident an acknowledged record survives. */
public enum Durability {

    /**
     * The end of the process by any signal, {@code kill -9} included: an acknowledged record is in the page cache of the
     * operating system. A power cut may take the last seconds.
     */
    PROCESS_KILL,

    /**
     * The end of the machine as well: every append to a topic is flushed to the disk before it is acknowledged. It is the
     * broker's default for topics ({@code log.flush.interval.messages=1}), so it holds whoever creates a topic; a topic that
     * may lose its end says so itself by a large {@code flush.messages}.
     */
    POWER_LOSS
}

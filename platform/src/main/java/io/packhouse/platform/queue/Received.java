package io.packhouse.platform.queue;

import java.util.Map;

import io.packhouse.contracts.Command;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.objects.ObjectStore;

/**
 * A command as its record has it, before its body is read.
 *
 * @param value
 *            the body or the name of its blob; not to be changed
 */
record Received(Envelope envelope, Map<String, String> headers, byte[] value) {

    /** Reads the whole command, see {@link CommandRecords#read}. */
    Command read(ObjectStore objects) {
        return CommandRecords.read(envelope, headers, value, objects);
    }
}

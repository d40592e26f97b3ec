package io.packhouse.platform.jobs;

import io.packhouse.contracts.JobId;

/** The keys of a job's objects in the store. The only place where they are named. */
public final class JobKeys {

    private JobKeys() {
    }

    /** How the job ended: created once. */
    public static String outcome(JobId job) {
        return "jobs/" + job + "/outcome";
    }

    /** The marker that attempt {@code number} began. */
    public static String attempt(JobId job, int number) {
        return "jobs/" + job + "/attempts/" + number;
    }

    /** What the keys of all logs of a job begin with. */
    public static String attemptLogs(JobId job) {
        return "jobs/" + job + "/logs/";
    }

    /** The log of attempt {@code id}. */
    public static String attemptLog(JobId job, String id) {
        return "jobs/" + job + "/logs/" + id;
    }

    /** The marker that the handler has yet to be told of the job's end. */
    public static String untold(JobId job) {
        return "jobs/" + job + "/untold";
    }

    /** The marker that housekeeping has put a lost command back. */
    public static String putBack(JobId job) {
        return "jobs/" + job + "/put-back";
    }

    /** The marker that what the job made is not to be given to anybody any more. */
    public static String removed(JobId job) {
        return "jobs/" + job + "/removed";
    }
}

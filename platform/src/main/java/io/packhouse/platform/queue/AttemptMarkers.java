package io.packhouse.platform.queue;

import java.nio.charset.StandardCharsets;

import io.packhouse.contracts.JobId;
import io.packhouse.platform.jobs.JobKeys;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;

/**
 * Counts the attempts of a job. Kafka's own count does not survive a killed broker, so a job that kills its process would
 * never be stopped by it: an attempt leaves a marker object before it runs. Markers are not forced to the disk; they guard
 * against jobs that kill processes, not against power cuts.
 */
final class AttemptMarkers {

    private final ObjectStore objects;

    AttemptMarkers(ObjectStore objects) {
        this.objects = objects;
    }

    /** Begins the next attempt and answers its number from 1; {@code limit + 1} when all are used up. */
    int begin(JobId job, String attempt, int limit) {
        byte[] id = attempt.getBytes(StandardCharsets.UTF_8);
        for (int number = 1; number <= limit; number++) {
            if (objects.createOnce(JobKeys.attempt(job, number), id, Durability.PROCESS) instanceof Created.New) {
                return number;
            }
        }
        return limit + 1;
    }

    /** Takes an attempt back that was released through no fault of the job. */
    void takeBack(JobId job, int number) {
        objects.delete(JobKeys.attempt(job, number));
    }
}

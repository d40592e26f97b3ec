package io.packhouse.repackager.signature;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.Signature;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.jobs.CommandRecords.Written;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.objects.ObjectStore;

/**
 * Signatures that signing makes. One that exists is taken; else a command is written and the object waited for. Every wish that
 * finds none writes a command of its own: the object is created once whoever asks, and a job that failed must not stand in the
 * way of the next attempt.
 */
final class WantedSignatures {

    private static final Logger log = LoggerFactory.getLogger(WantedSignatures.class);
    private static final long ACKNOWLEDGED_WITHIN_SECONDS = 30;

    private final LogWriter writer;
    private final ObjectStore objects;
    private final Outcomes outcomes;

    WantedSignatures(LogWriter writer, ObjectStore objects) {
        this.writer = writer;
        this.objects = objects;
        this.outcomes = new Outcomes(objects);
    }

    /**
     * A signature; blocks until it is there.
     *
     * @param of
     *            for whom it is made: its caller is in the audit record
     * @param content
     *            what is signed
     * @throws FailureException
     *             {@code INVALID_REQUEST}, {@code TOO_LARGE}, {@code FORBIDDEN} as signing says; {@code UNAVAILABLE} when it
     *             ended otherwise, or did not end in time
     * @throws InterruptedException
     *             when the attempt was stopped; the signature may be made all the same
     */
    byte[] get(Command of, SignatureName name, byte[] content, Patience patience) throws InterruptedException {
        Optional<byte[]> there = find(name);
        if (there.isPresent()) {
            return there.get();
        }
        JobId job = ask(of, name, content);
        patience.renew();
        while (true) {
            Optional<Outcome> ended = outcomes.find(job);
            there = find(name);
            if (there.isPresent()) {
                return there.get();
            }
            if (ended.isPresent()) {
                throw failure(job, name, ended.get());
            }
            patience.pause("the signature " + name.kind().wire() + " of the add-on");
        }
    }

    private Optional<byte[]> find(SignatureName name) {
        return objects.get(name.objectKey()).map(object -> Json.read(object, Signature.class).bytes());
    }

    private JobId ask(Command of, SignatureName name, byte[] content) throws InterruptedException {
        JobId job = JobId.random();
        var envelope = new Envelope(job, Kind.SIGNATURE, of.caller(), Instant.now(), of.traceparent());
        byte[] body = Json.write(new MakeSignature(name, content));
        Written record = CommandRecords.isLarge(body)
                ? CommandRecords.inBlob(envelope, body, objects)
                : CommandRecords.inline(envelope, body);
        try {
            writer.append(Topic.WORK_SIGNING, record.key(), record.headers(), record.value()).toCompletionStage()
                    .toCompletableFuture().get(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailureException known ? known : unavailable(e);
        } catch (TimeoutException e) {
            throw unavailable(e);
        }
        log.atInfo().addKeyValue("job", of.job()).addKeyValue("signature_job", job).addKeyValue("kind", name.kind().wire())
                .addKeyValue("key", name.key()).log("Asked for a signature");
        return job;
    }

    private static FailureException unavailable(Exception cause) {
        return new Failure(Failure.Code.UNAVAILABLE, "Kafka did not acknowledge the wish for a signature").exception(cause);
    }

    private static FailureException failure(JobId job, SignatureName name, Outcome ended) {
        String sentence = "the add-on could not be signed with the key '" + name.key() + "' (job " + job + "): ";
        if (!(ended instanceof Outcome.Failed failed)) {
            return new Failure(Failure.Code.UNAVAILABLE, sentence + "the job ended without a signature").exception();
        }
        Failure.Code code = switch (failed.failure().code()) {
            case INVALID_REQUEST, TOO_LARGE, FORBIDDEN -> failed.failure().code();
            default -> Failure.Code.UNAVAILABLE;
        };
        return new Failure(code, sentence + failed.failure().message()).exception();
    }
}

package io.packhouse.signing;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.Signature;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;
import io.packhouse.signing.keys.KeyRing;
import io.packhouse.signing.keys.KeyState;
import io.packhouse.signing.keys.LoadedKey;

/**
 * Makes a signature, once: what counts is the object that is created first, by this attempt or by another one, and that is
 * what every attempt answers. Before the object is created the audit record is durable, so that nobody ever sees a signature
 * without one; a record without a signature is possible, when an attempt died in between or came second.
 */
final class SignatureHandler implements JobHandler {

    /** Of the time limit: how long a certificate is waited for that another signer has loaded already. */
    private static final int PATIENCE = 2;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Duration timeLimit;
    private final KeyRing keys;
    private final ObjectStore objects;
    private final AuditTrail audit;
    private final SigningMetrics metrics;
    private final Clock clock;

    SignatureHandler(Duration timeLimit, KeyRing keys, ObjectStore objects, AuditTrail audit, SigningMetrics metrics,
            Clock clock) {
        this.timeLimit = timeLimit;
        this.keys = keys;
        this.objects = objects;
        this.audit = audit;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return Kind.SIGNATURE;
    }

    @Override
    public Duration timeLimit() {
        return timeLimit;
    }

    @Override
    public JobResult run(Command command, Attempt attempt) throws InterruptedException {
        MakeSignature wanted = command.bodyAs(MakeSignature.class);
        try (var measured = metrics.begin(wanted.name())) {
            Signature signature = signature(command, wanted, measured);
            return new JobResult(signature, List.of(), null);
        }
    }

    private Signature signature(Command command, MakeSignature wanted, SigningMetrics.Measured measured)
            throws InterruptedException {
        SignatureContent.check(wanted);
        Optional<byte[]> there = objects.get(wanted.name().objectKey());
        if (there.isPresent()) {
            measured.ends("found");
            return Json.read(there.get(), Signature.class);
        }
        LoadedKey key = key(wanted.name());
        Instant now = clock.instant();
        checkValidity(key, now);
        Signature made = new Signature(wanted.name(), now, tried(key, wanted, now));
        audit.record(command, wanted.name(), now);
        return switch (objects.createOnce(wanted.name().objectKey(), Json.write(made), Durability.POWER)) {
            case Created.New _ -> {
                measured.ends("made");
                yield made;
            }
            case Created.Existed existed -> {
                measured.ends("found");
                yield Json.read(existed.bytes(), Signature.class);
            }
        };
    }

    /** A signature is kept for ever, so one that does not hold must not become it. */
    private static byte[] tried(LoadedKey key, MakeSignature wanted, Instant now) {
        byte[] signature = Signer.sign(key.key(), wanted, now);
        try {
            Signer.verify(key.key(), wanted, signature);
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key '" + key.name() + "' made a signature that does not hold", e);
        }
    }

    private LoadedKey key(SignatureName name) throws InterruptedException {
        KeyState state = keys.state(name.key()).orElseThrow(() -> new Failure(Failure.Code.INVALID_REQUEST,
                "there is no signing key '" + name.key() + "'; the configured ones are: " + String.join(", ", keys.names()))
                .exception());
        if (!keys.serves(name.key(), name.kind())) {
            throw new Failure(Failure.Code.FORBIDDEN, "the signing key '" + state.name()
                    + "' is not configured for signatures of kind " + name.kind().wire()).exception();
        }
        long end = System.nanoTime() + timeLimit.dividedBy(PATIENCE).toNanos();
        Optional<LoadedKey> found = keys.find(name.key(), name.certificate());
        while (found.isEmpty()) {
            keys.look();
            found = keys.find(name.key(), name.certificate());
            if (found.isEmpty()) {
                pause(end, name);
            }
        }
        return found.get();
    }

    private static void pause(long end, SignatureName name) throws InterruptedException {
        if (System.nanoTime() - end > 0) {
            throw new Failure(Failure.Code.UNAVAILABLE, "this signer has not, or no longer, loaded the certificate "
                    + name.certificate() + " of the key '" + name.key() + "'").exception();
        }
        Thread.sleep(LOOK_AGAIN);
    }

    private static void checkValidity(LoadedKey key, Instant now) {
        if (!key.isValid(now)) {
            throw refused("the certificate of the signing key '" + key.name() + "' is valid from " + key.notBefore() + " to "
                    + key.notAfter() + " only");
        }
    }

    private static FailureException refused(String sentence) {
        return new Failure(Failure.Code.CONFLICT, sentence).exception();
    }
}

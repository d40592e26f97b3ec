package io.packhouse.gateway.signatures;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.vertx.core.Future;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.RegistryEntry;

/** The keys that signing has, by folding the entry {@link SigningKeys#ENTRY} of the registry. */
public final class SigningKeyView {

    private static final SigningKeys NONE = new SigningKeys(List.of());

    private final Supplier<Future<Void>> asOfNow;
    private final BlockingCalls calls;
    private final RegistryEntry<SigningKeys> entry = new RegistryEntry<>(SigningKeys.ENTRY, SigningKeys.class, NONE);

    /**
     * @param asOfNow
     *            completes when everything is folded that lies on the registry now
     * @param calls
     *            brings its answers to the context of the caller
     */
    public SigningKeyView(Supplier<Future<Void>> asOfNow, BlockingCalls calls) {
        this.asOfNow = asOfNow;
        this.calls = calls;
    }

    /** Takes a record of the registry. */
    public void fold(LogRecord record) {
        entry.fold(record);
    }

    /** What was read by now; from any thread. */
    SigningKeys keys() {
        return entry.value();
    }

    /** All keys as of now; fails with {@code UNAVAILABLE} when Kafka cannot be asked. */
    Future<SigningKeys> keysAsOfNow() {
        return calls.here(asOfNow.get()).map(_ -> keys());
    }

    /** The key {@code name}, when it was read by now and makes such signatures. */
    Optional<SigningKeys.Key> find(String name, SignatureKind kind) {
        return keys().find(name).filter(key -> key.serves(kind));
    }

    /**
     * The key {@code name} with its current certificate, for signatures of that kind. That there is none holds as of now.
     *
     * @return fails with {@code INTERNAL} when no signer has registered such a key: a matter for operators, which waiting does not
     *         mend; and with {@code UNAVAILABLE} when nobody can say
     */
    Future<SigningKeys.Key> get(String name, SignatureKind kind) {
        Optional<SigningKeys.Key> known = find(name, kind);
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        return keysAsOfNow().map(now -> find(name, kind).orElseThrow(
                () -> new Failure(Code.INTERNAL,
                        "nothing can be signed with the key '" + name + "': " + why(now, name, kind))
                        .exception()));
    }

    private static String why(SigningKeys now, String name, SignatureKind kind) {
        return now.find(name).isPresent()
                ? "it is not configured for the use " + kind.use() + " (signing.keys." + name + ".uses)"
                : "no signer has registered a key of this name";
    }
}

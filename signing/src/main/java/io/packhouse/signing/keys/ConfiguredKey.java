package io.packhouse.signing.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.signing.SignatureKind;

/**
 * One name of {@code signing.keys}: its file is loaded when it has changed, and a new certificate takes over as soon as it is
 * valid; what it replaces can be asked for a while longer. A file that is wrong changes nothing but the {@link #state}.
 * {@link #look} is called by one thread at a time, the others by any.
 */
final class ConfiguredKey {

    private static final Logger log = LoggerFactory.getLogger(ConfiguredKey.class);

    private final String name;
    private final KeySettings settings;
    private final Passwords passwords;
    private final Duration overlap;
    private final Clock clock;

    private List<Object> judged = List.of();
    private @Nullable LoadedKey newest;
    private @Nullable String refusal;
    private volatile @Nullable LoadedKey inUse;
    private volatile List<Former> formers = List.of();
    private volatile KeyState state;

    /** A key that was replaced. */
    private record Former(LoadedKey key, Instant until) {
    }

    ConfiguredKey(String name, KeySettings settings, Passwords passwords, Duration overlap, Clock clock) {
        this.name = name;
        this.settings = settings;
        this.passwords = passwords;
        this.overlap = overlap;
        this.clock = clock;
        this.state = new KeyState(name, Optional.empty(), false, Optional.of("was not looked at yet"));
    }

    KeyState state() {
        return state;
    }

    boolean serves(SignatureKind kind) {
        return settings.uses().stream().anyMatch(use -> use.covers(kind));
    }

    /** The key with that certificate, the replaced ones included; valid or not. */
    Optional<LoadedKey> find(String certificate) {
        Instant now = clock.instant();
        LoadedKey current = inUse;
        if (current != null && current.certificate().equals(certificate)) {
            return Optional.of(current);
        }
        return formers.stream().filter(former -> now.isBefore(former.until())).map(Former::key)
                .filter(key -> key.certificate().equals(certificate)).findFirst();
    }

    /** Looks at the file and at the time. While something is wrong the file is tried each time, as the reason may lie elsewhere. */
    void look() {
        List<Object> now = fingerprints();
        if (refusal != null || !now.equals(judged)) {
            load();
            judged = now;
        }
        settle(clock.instant());
    }

    private void load() {
        char[] password = {};
        try {
            password = passwords.of(settings);
            KeyFile file = KeyFile.open(settings.file(), password);
            LoadedKey loaded = LoadedKey.of(name, file.key(), settings.uses());
            checkCa(loaded);
            refusal = null;
            newest = loaded;
            file.weaknesses().forEach(weakness -> log.atWarn().addKeyValue("key", name)
                    .addKeyValue("file", settings.file()).log("A signing key " + weakness));
        } catch (FailureException e) {
            refusal = e.failure().message();
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** Who gets such a key to sign what he sends must not thereby get a certificate. */
    private void checkCa(LoadedKey loaded) {
        if (loaded.key().isCa() && loaded.uses().contains(KeyUse.XPI) && loaded.uses().size() > 1) {
            throw new Failure(Failure.Code.INVALID_REQUEST, "the key file " + settings.file()
                    + " has the certificate of a CA: configured for xpi, it signs nothing but certificates of add-ons, so its"
                    + " uses must be [xpi] alone").exception();
        }
    }

    private void settle(Instant now) {
        formers = formers.stream().filter(former -> now.isBefore(former.until())).toList();
        LoadedKey current = inUse;
        LoadedKey next = newest;
        if (next != null && !next.equals(current) && (current == null || !current.isValid(now) || next.isValid(now))) {
            if (current != null && !current.certificate().equals(next.certificate())) {
                List<Former> more = new ArrayList<>(formers);
                more.add(new Former(current, now.plus(overlap)));
                formers = List.copyOf(more);
            }
            inUse = next;
            log.atInfo().addKeyValue("key", name).addKeyValue("type", next.key().type())
                    .addKeyValue("subject", next.key().certificate().getSubjectX500Principal())
                    .addKeyValue("certificate", next.certificate()).addKeyValue("expires", next.notAfter())
                    .addKeyValue("uses", settings.uses()).log("Loaded a signing key");
        }
        publish(now);
    }

    private void publish(Instant now) {
        LoadedKey current = inUse;
        var before = state;
        state = new KeyState(name, Optional.ofNullable(current), current != null && current.isValid(now), trouble(now));
        if (!state.trouble().equals(before.trouble())) {
            state.trouble().ifPresent(what -> log.atError().addKeyValue("key", name).addKeyValue("why", what)
                    .addKeyValue("signs", state.usable()).log("Something is wrong with a signing key"));
        }
    }

    private Optional<String> trouble(Instant now) {
        if (refusal != null) {
            return Optional.of(refusal);
        }
        LoadedKey key = newest;
        if (key == null) {
            return Optional.of("there is no key");
        }
        if (key.isExpired(now)) {
            return Optional.of("the certificate in " + settings.file() + " expired at " + key.notAfter());
        }
        return key.isEarly(now)
                ? Optional.of("the certificate in " + settings.file() + " is not valid before " + key.notBefore())
                : Optional.empty();
    }

    private List<Object> fingerprints() {
        List<Object> all = new ArrayList<>(fingerprint(settings.file()));
        settings.passwordFile().ifPresent(file -> all.addAll(fingerprint(file)));
        return all;
    }

    /** Links are followed: secrets that a cluster mounts are replaced by turning one. */
    private static List<Object> fingerprint(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}

package io.packhouse.platform.secrets;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that are valid now, several at once while one is replaced by another; the first is the one to send where the
 * caller used none. They come from a file (one a line, blanks around it do not count, {@code #} begins a line that is no
 * secret), from the configuration itself, or from both. A file that changed counts within two seconds while
 * {@link #watch} is on; one that is then broken or gone is reported and changes nothing.
 *
 * <p>
 * Reading makes the names, which takes some 100 ms for each new secret. Everything else is quick and may be called from any
 * thread.
 */
public final class Secrets {

    private static final Logger log = LoggerFactory.getLogger(Secrets.class);
    private static final long WATCH_MILLIS = 1000;
    private static final long FILE_LIMIT = 64 * 1024;
    private static final int COUNT_LIMIT = 32;

    private final Optional<Path> file;
    private final List<String> given;
    private volatile List<Known> known = List.of();
    private String read;
    private @Nullable String trouble;

    private record Known(Secret secret, byte[] digest) {
    }

    /**
     * Reads the secrets; blocks.
     *
     * @throws IllegalArgumentException
     *             when the file cannot be read or a secret is none, in a sentence for the operator that tells no secret
     */
    public Secrets(SecretsSettings settings) {
        this.file = settings.secretsFile();
        this.given = settings.secrets();
        this.read = content();
        this.known = load(read);
    }

    /** The secrets with these values, the first one first; for houses without a configuration. */
    public static Secrets of(String... values) {
        return new Secrets(new SecretsSettings(Optional.empty(), List.of(values)));
    }

    /** Begins to look for changes of the file, every second, as long as {@code vertx} lives. */
    public void watch(Vertx vertx) {
        if (file.isPresent()) {
            vertx.setPeriodic(WATCH_MILLIS, _ -> vertx.executeBlocking(() -> {
                refresh();
                return null;
            }));
        }
    }

    /** Reads the file again and takes over what changed; blocks. */
    synchronized void refresh() {
        try {
            String now = content();
            if (!now.equals(read)) {
                known = load(now);
                read = now;
                log.atInfo().addKeyValue("secrets", known.size()).log("Read the changed secrets file");
            }
            trouble = null;
        } catch (IllegalArgumentException e) {
            if (!String.valueOf(e.getMessage()).equals(trouble)) {
                trouble = e.getMessage();
                log.atError().addKeyValue("cause", e.getMessage())
                        .log("The secrets file is broken; the secrets read before still hold");
            }
        }
    }

    private String content() {
        if (file.isEmpty()) {
            return "";
        }
        Path path = file.get();
        try {
            if (Files.size(path) > FILE_LIMIT) {
                throw new IllegalArgumentException(
                        "the secrets file " + path + " is larger than " + FILE_LIMIT + " bytes");
            }
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the secrets file " + path + " is not UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the secrets file " + path + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** Those that were known keep their names, which are costly to make. */
    private List<Known> load(String content) {
        Set<String> values = new LinkedHashSet<>();
        int number = 0;
        for (String line : content.split("\\R", -1)) {
            number++;
            String value = line.replace("\uFEFF", "").strip();
            if (!value.isEmpty() && !value.startsWith("#")) {
                values.add(checked(value, "line " + number + " of the secrets file " + file.map(Path::toString).orElse("")));
            }
        }
        given.forEach(value -> values.add(checked(value.strip(), "a secret of the configuration")));
        if (values.size() > COUNT_LIMIT) {
            throw new IllegalArgumentException(
                    "there are " + values.size() + " secrets; at most " + COUNT_LIMIT + " may hold");
        }
        List<Known> before = known;
        List<Known> all = new ArrayList<>();
        for (String value : values) {
            all.add(before.stream().filter(one -> one.secret().value().equals(value)).findFirst()
                    .orElseGet(() -> new Known(Secret.of(value), Secret.digest(value))));
        }
        checkNames(all);
        return List.copyOf(all);
    }

    private static String checked(String value, String where) {
        if (value.isEmpty() || value.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(where + " is empty or has control characters");
        }
        return value;
    }

    private static void checkNames(List<Known> all) {
        Set<String> names = new HashSet<>();
        for (Known one : all) {
            if (!names.add(one.secret().name())) {
                throw new IllegalArgumentException(
                        "two secrets have the same name " + one.secret().name() + "; replace one");
            }
        }
    }

    /** Whether there is none, so that nobody can be let in. */
    public boolean isEmpty() {
        return known.isEmpty();
    }

    /**
     * The secret that {@code presented} is. All valid ones are compared, by their digests, so that the time tells neither how
     * much of one was right nor which one it was.
     */
    public Optional<Secret> find(String presented) {
        byte[] digest = Secret.digest(presented);
        Secret found = null;
        for (Known one : known) {
            if (MessageDigest.isEqual(one.digest(), digest)) {
                found = one.secret();
            }
        }
        return Optional.ofNullable(found);
    }

    /** The secret with this name, while it is valid. */
    public Optional<Secret> byName(String name) {
        return all().stream().filter(secret -> secret.name().equals(name)).findFirst();
    }

    /** The one to send where the caller used none. */
    public Optional<Secret> first() {
        return all().stream().findFirst();
    }

    /** All that are valid now, the first one first. */
    public List<Secret> all() {
        return known.stream().map(Known::secret).toList();
    }
}

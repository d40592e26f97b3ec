package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.addons.SdkCatalogue;

/**
 * The Add-on SDKs below the configured root: directories {@code addon-sdk-<version>}, found at the start and while the process
 * runs. A directory that is being copied is waited for; one that lacks something is refused with a log line and a state that
 * says what; one that is removed is not offered any more, and builds that use it end with it. Any thread may ask.
 */
public final class SdkCatalog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SdkCatalog.class);
    /** Released order; directories whose name is no version come first. */
    private static final Comparator<SdkDirectory> ORDER = Comparator
            .comparing((SdkDirectory directory) -> directory.version().orElse(null),
                    Comparator.nullsFirst(Comparator.<SdkVersion>naturalOrder()))
            .thenComparing(directory -> directory.state().version());

    private final Optional<Path> root;
    private final Optional<String> wantedDefault;
    private final Map<Path, SdkDirectory> directories = new TreeMap<>();
    private final List<Consumer<SdkCatalogue>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService scanner = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("addon-sdks").daemon(true).factory());

    private volatile List<SdkState> states = List.of();
    private volatile SdkCatalogue catalogue = new SdkCatalogue(List.of(), null);
    private String trouble = "";
    private boolean lacksDefault;

    /**
     * Nothing is read before {@link #start}.
     *
     * @param root
     *            {@code addons.sdk-root}; empty when no SDK is configured
     * @param defaultVersion
     *            {@code addons.sdk-default}; empty for the highest version that was not withdrawn
     */
    public SdkCatalog(Optional<Path> root, Optional<String> defaultVersion) {
        this.root = root;
        this.wantedDefault = defaultVersion;
    }

    /** Reads every SDK. Blocks for as long as that takes, some tenths of a second each. What is refused is said in the log. */
    public void start() {
        scan(true);
    }

    /** Looks for changes from now on, {@code interval} after each look. */
    public void watch(Duration interval) {
        var _ = scanner.scheduleWithFixedDelay(() -> scan(false), interval.toMillis(), interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Is told the catalogue now, and after each change, on the thread that looks; by one thread at a time, the last word last. It
     * should not block for long, and does itself what it must when it cannot pass the word on.
     */
    public synchronized void onChange(Consumer<SdkCatalogue> listener) {
        listeners.add(listener);
        listener.accept(catalogue);
    }

    /**
     * The SDK to build with.
     *
     * @param version
     *            as the caller wrote it; null for the default
     * @throws io.packhouse.contracts.FailureException
     *             {@code NOT_FOUND} when it is not registered; the message says which are
     */
    public Sdk sdk(@Nullable String version) {
        String wanted = version == null ? catalogue.defaultVersion() : version;
        if (wanted != null) {
            for (SdkState state : states) {
                if (state.version().equals(wanted) && state.sdk().isPresent()) {
                    return state.sdk().get();
                }
            }
        }
        throw new Failure(Failure.Code.NOT_FOUND, sentence(version)).exception();
    }

    private String sentence(@Nullable String version) {
        String registered = catalogue.sdks().isEmpty()
                ? "none is registered; addons.sdk-root names the folder that holds directories addon-sdk-<version>"
                : "registered are "
                        + catalogue.sdks().stream().map(SdkCatalogue.Sdk::version).collect(Collectors.joining(", "));
        if (version != null) {
            return "there is no Add-on SDK " + CfxRefusal.shown(version) + " here; " + registered;
        }
        return wantedDefault.map(wanted -> "the default Add-on SDK " + wanted + " (addons.sdk-default) is not there; ")
                .orElse("there is no Add-on SDK to build with; ") + registered;
    }

    /** How it stands with each directory, in the order of their versions. */
    public List<SdkState> states() {
        return states;
    }

    /** For the registry: the usable ones in the order of their versions, and the default. */
    public SdkCatalogue toContract() {
        return catalogue;
    }

    /** For tests and the watching thread; one at a time. */
    synchronized void scan(boolean atOnce) {
        try {
            find();
            directories.values().forEach(directory -> directory.look(atOnce));
            publish();
        } catch (RuntimeException e) {
            // A fault of ours must not end the watching; what was registered stays in use.
            log.atError().setCause(e).log("A look at the Add-on SDKs failed");
        }
    }

    private void find() {
        if (root.isEmpty()) {
            return;
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.get(), SdkDirectory.PREFIX + "*")) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    found.add(entry);
                }
            }
            trouble = "";
        } catch (NoSuchFileException | NotDirectoryException e) {
            complain("there is no such folder");
        } catch (IOException e) {
            complain("it cannot be read: " + e.getMessage());
            return;
        }
        for (Path entry : found) {
            directories.computeIfAbsent(entry, SdkDirectory::new);
        }
        directories.values().removeIf(directory -> !directory.exists());
    }

    private void complain(String why) {
        if (!why.equals(trouble)) {
            trouble = why;
            log.atWarn().addKeyValue("addons.sdk-root", root.map(Path::toString).orElse("")).addKeyValue("why", why)
                    .log("Add-on SDKs cannot be looked for");
        }
    }

    private void publish() {
        Collection<SdkDirectory> known = directories.values();
        states = known.stream().sorted(ORDER).map(SdkDirectory::state).toList();
        List<SdkCatalogue.Sdk> sdks = states.stream().filter(state -> state.sdk().isPresent())
                .map(state -> new SdkCatalogue.Sdk(state.version(), state.what())).toList();
        var next = new SdkCatalogue(sdks, defaultOf(sdks));
        if (!next.equals(catalogue)) {
            catalogue = next;
            listeners.forEach(listener -> listener.accept(next));
        }
    }

    /** The configured one; else the highest that was not withdrawn; else the highest. */
    private @Nullable String defaultOf(List<SdkCatalogue.Sdk> sdks) {
        List<String> versions = sdks.stream().map(SdkCatalogue.Sdk::version).toList();
        if (wantedDefault.isPresent()) {
            String wanted = wantedDefault.get();
            if (!versions.contains(wanted) && !lacksDefault) {
                log.atWarn().addKeyValue("addons.sdk-default", wanted).addKeyValue("registered", versions)
                        .log("The default Add-on SDK is not there");
            }
            lacksDefault = !versions.contains(wanted);
            return lacksDefault ? null : wanted;
        }
        return versions.reversed().stream().filter(version -> !SdkVersion.of(version).withdrawn()).findFirst()
                .orElse(versions.isEmpty() ? null : versions.getLast());
    }

    /** Looks no more. What was registered can still be used. */
    @Override
    public void close() {
        scanner.shutdown();
    }
}

package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when something has changed in directories, where the file system says so. It says nothing of what: whoever is told looks.
 * A directory that was deleted, or replaced by another of its name, is watched again by the next {@link #renew}.
 */
final class FolderWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

    private final List<Path> folders;
    private final @Nullable WatchService watcher;
    private final Map<Path, Watched> watched = new HashMap<>();

    /** What is watched under a name: which directory that was. */
    private record Watched(WatchKey key, @Nullable Object file) {
    }

    /**
     * @param changed
     *            told on a thread of its own; must not block
     */
    FolderWatch(List<Path> folders, Runnable changed) {
        this.folders = List.copyOf(folders);
        WatchService made = open();
        this.watcher = made;
        if (made != null) {
            Thread.ofVirtual().name("data-directory-watch").start(() -> pass(made, changed));
        }
    }

    /** Systems give out a limited number of them. */
    private static @Nullable WatchService open() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            log.atWarn().addKeyValue("cause", e.toString())
                    .log("The system does not tell of changes in directories; they are looked at now and then");
            return null;
        }
    }

    private static void pass(WatchService watcher, Runnable changed) {
        try {
            while (true) {
                WatchKey key = watcher.take();
                key.pollEvents();
                key.reset();
                changed.run();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // Closed.
        }
    }

    /** Watches what is there now. Called by one thread at a time, before it looks, so that nothing falls between. */
    void renew() {
        if (watcher == null) {
            return;
        }
        for (Path folder : folders) {
            Watched now = watched.get(folder);
            Optional<Object> file = FileStamp.directory(folder);
            if (now != null && (!now.key().isValid() || !Objects.equals(now.file(), file.orElse(null)))) {
                now.key().cancel();
                watched.remove(folder);
            }
            if (file.isPresent() && !watched.containsKey(folder)) {
                watch(watcher, folder, file.get());
            }
        }
    }

    private void watch(WatchService watcher, Path folder, Object file) {
        try {
            watched.put(folder, new Watched(folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE), file));
        } catch (IOException e) {
            log.atDebug().addKeyValue("folder", folder).addKeyValue("cause", e.toString())
                    .log("A directory cannot be watched; it is looked at now and then");
        }
    }

    @Override
    public void close() {
        try {
            if (watcher != null) {
                watcher.close();
            }
        } catch (IOException e) {
            log.atDebug().addKeyValue("cause", e.toString()).log("A watch did not close");
        }
    }
}

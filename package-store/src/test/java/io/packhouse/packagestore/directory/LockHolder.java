package io.packhouse.packagestore.directory;

import java.nio.file.Path;

/** A process that holds a lock until it is killed. */
final class LockHolder {

    private LockHolder() {
    }

    public static void main(String[] arguments) throws Exception {
        try (DirectoryLock lock = DirectoryLock.take(Path.of(arguments[0]))) {
            System.out.println("locked " + lock.directory());
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}

package io.packhouse.packagestore.directory;

import java.nio.file.Path;
import java.util.Map;

import io.packhouse.packagestore.StoreHouse;

/** A package store with a data directory, until it is killed. */
final class StoreProgram {

    private StoreProgram() {
    }

    /**
     * @param arguments
     *            address of Kafka, prefix of topics, directory of objects, data directory
     */
    public static void main(String[] arguments) throws Exception {
        try (StoreHouse house = new StoreHouse(arguments[0], arguments[1], Path.of(arguments[2]))) {
            house.store(Map.of("packages.data-dir", arguments[3]), DirectoryReport.LOG);
            System.out.println("the store is up");
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}

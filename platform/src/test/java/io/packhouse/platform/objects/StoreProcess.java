package io.packhouse.platform.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;

import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A process of {@link FileObjectStoreIT}: {@code ROLE ROOT}; it says on its standard output what it did. */
final class StoreProcess {

    private static final PrintStream OUT = System.out;

    private StoreProcess() {
    }

    public static void main(String[] arguments) throws IOException {
        FileObjectStore store = new FileObjectStore(Path.of(arguments[1]));
        OUT.println("ready");
        switch (arguments[0]) {
            case "race" -> race(store, Integer.parseInt(arguments[2]));
            case "put-for-ever" -> putForEver(store);
            case "create-for-ever" -> createForEver(store, arguments[2]);
            case "put-and-get" -> putAndGet(store, Long.parseLong(arguments[2]));
            default -> throw new IllegalArgumentException("no role: " + arguments[0]);
        }
    }

    /** Waits for a line, then tries to create every key. */
    private static void race(FileObjectStore store, int keys) throws IOException {
        int begin = System.in.read();
        byte[] mine = (ProcessHandle.current().pid() + " " + begin + "x".repeat(4000)).getBytes(UTF_8);
        for (int key = 0; key < keys; key++) {
            if (store.createOnce("race/" + key, mine,
                    key % 10 == 0 ? Durability.POWER : Durability.PROCESS) instanceof Created.New) {
                OUT.println("won " + key);
            }
        }
    }

    private static void putForEver(FileObjectStore store) throws IOException {
        byte[] piece = new byte[1024 * 1024];
        try (BlobWriter writer = store.newBlob()) {
            while (writer.size() < Long.MAX_VALUE) {
                writer.write(piece);
                OUT.println("wrote " + writer.size());
                if (writer.size() > 64L * piece.length) {
                    System.in.read();
                }
            }
        }
    }

    private static void createForEver(FileObjectStore store, String round) {
        for (int i = 0; i < Integer.MAX_VALUE; i++) {
            String key = "kill/" + round + "-" + i;
            store.createOnce(key, content(key), Durability.POWER);
            OUT.println("created " + key);
        }
    }

    /** What is right in an object of that key. */
    static byte[] content(String key) {
        byte[] content = new byte[4096];
        new Random(key.hashCode()).nextBytes(content);
        return content;
    }

    private static void putAndGet(FileObjectStore store, long size) throws IOException {
        byte[] piece = new byte[1024 * 1024];
        String sha256;
        try (BlobWriter writer = store.newBlob()) {
            for (long i = 0; i < size / piece.length; i++) {
                piece[(int) i] = 1;
                writer.write(piece);
            }
            sha256 = writer.commit().sha256();
        }
        MessageDigest digest = Digests.sha256();
        try (InputStream in = store.open(sha256, 0, size)) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                digest.update(piece, 0, count);
            }
        }
        OUT.println("same " + HexFormat.of().formatHex(digest.digest()).equals(sha256));
    }
}

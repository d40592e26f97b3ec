package io.packhouse.testkit.zips;

import java.util.Arrays;
import java.util.Random;

/** Changes zips as bad disks and bad people do: a few bytes changed, cut, doubled or moved. */
public final class Mutation {

    /** Most of an archive's structure lies at its end. */
    private static final int LATE = 400;
    private static final int MOST = 4;

    private Mutation() {
    }

    /** {@code zip} after one to four changes; the same for the same state of {@code random}. */
    public static byte[] of(byte[] zip, Random random) {
        byte[] changed = zip;
        for (int i = random.nextInt(MOST); i >= 0; i--) {
            changed = once(changed, random);
        }
        return changed;
    }

    private static byte[] once(byte[] zip, Random random) {
        byte[] changed = zip.clone();
        int at = random.nextInt(zip.length);
        int late = zip.length - 1 - random.nextInt(Math.min(zip.length, LATE));
        switch (random.nextInt(8)) {
            case 0 -> changed[at] = (byte) random.nextInt(256);
            case 1 -> changed[late] = (byte) random.nextInt(256);
            case 2 -> changed[late] ^= (byte) (1 << random.nextInt(8));
            case 3 -> changed[late] = (byte) (random.nextBoolean() ? 0 : 0xff);
            case 4 -> Arrays.fill(changed, late, Math.min(zip.length, late + 4), (byte) 0xff);
            case 5 ->
                System.arraycopy(zip, at, changed, late, Math.min(random.nextInt(40), zip.length - Math.max(at, late)));
            case 6 -> changed = random.nextInt(4) == 0 ? Arrays.copyOf(zip, at) : changed;
            default -> {
                int length = Math.min(random.nextInt(60), zip.length - at);
                changed = new byte[zip.length + length];
                System.arraycopy(zip, 0, changed, 0, at + length);
                System.arraycopy(zip, at, changed, at + length, zip.length - at);
            }
        }
        return changed.length == 0 ? zip : changed;
    }
}

package io.packhouse.repackager.sdk;

import org.jspecify.annotations.Nullable;

import io.packhouse.repackager.archive.Content;

/** The icons that {@code cfx} puts at the root of an XPI under fixed names. */
final class Icons {

    private Icons() {
    }

    /**
     * The icon that package.json names, or the file that lies where one is expected; null where there is none.
     *
     * @param key
     *            {@code icon} or {@code icon64}; its file is {@code <key>.png}
     */
    static @Nullable Content of(CfxPackage own, String key) {
        String named = own.value(key).isTextual() ? own.text(key) : "";
        String path = named.startsWith("./") ? named.substring(2) : named;
        return own.file(path.isEmpty() ? key + ".png" : path);
    }
}

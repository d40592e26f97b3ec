package io.packhouse.ampkg;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Packages for tests, with a digest that is found by the words of the format and not by the code that is tested. */
public final class MadePackage {

    public static final String HEADER = """
            %YAML 1.1
            ---
            formatType: am-package-header
            formatVersion: 2
            ---
            packageId: hello.world
            diskSpaceUsed: 574464
            """;

    public static final String INFO = """
            formatType: am-package
            formatVersion: 1
            ---
            id: hello.world
            icon: icon.png
            version: 1.10
            name: { en: Hello, de: Hallo }
            categories: [ tools, games ]
            applications:
            - { id: hello.world, code: main.qml, runtime: qml }
            """;

    private static final String FOOTER = """
            %YAML 1.1
            ---
            formatType: am-package-footer
            formatVersion: 2
            """;

    private final MadeTar tar = new MadeTar();
    private final MessageDigest digest = sha256();

    private MadePackage() {
    }

    /** A package that has nothing but its header. */
    public static MadePackage withHeader(String yaml) {
        var made = new MadePackage();
        made.tar.file("--PACKAGE-HEADER--", yaml);
        return made;
    }

    /** A package that has all that it needs but its footer. */
    public static MadePackage sound() {
        return withHeader(HEADER).file("info.yaml", INFO).file("icon.png", "no picture").file("main.qml", "Item {}");
    }

    public MadePackage file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public MadePackage file(String name, byte[] content) {
        tar.add('0', name, content);
        return digested(name, content);
    }

    public MadePackage directory(String name) {
        tar.directory(name + "/");
        digest.update(("D/0/" + name).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Takes a file into the digest that was added to {@link #tar} by other means. */
    public MadePackage digested(String name, byte[] content) {
        digest.update(content);
        digest.update(("F/" + content.length + '/' + name).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** For what has no digest, or shall not have it. */
    public MadeTar tar() {
        return tar;
    }

    public MadePackage footer() {
        tar.file("--PACKAGE-FOOTER--", FOOTER + "---\ndigest: '" + HexFormat.of().formatHex(digest.digest()) + "'\n");
        return this;
    }

    public MadePackage signature(String key, byte[] signature) {
        tar.file("--PACKAGE-FOOTER--" + key, "%YAML 1.1\n---\n" + key + ": '" + Base64.getEncoder().encodeToString(signature)
                + "'\n");
        return this;
    }

    /** The package without the end of its archive. */
    public byte[] unended() {
        return MadeTar.gzip(tar.bytes());
    }

    public byte[] gzip() {
        return tar.gzip();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

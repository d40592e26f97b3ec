package io.packhouse.deploy.packageserver;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The options of the package server: those of the original (package server reference, 2.10), and behind them those by which
 * every command of Packhouse is configured.
 */
enum ServerOption {

    HELP(List.of("h", "help", "help-all"), "", "Show this help and exit."), VERSION(List.of("v", "version"), "",
            "Show the version and exit."), DATA_DIRECTORY(List.of("dd", "data-directory"), "dir",
                    "The data directory, made when missing (default: the current directory if it has an amps-config.yaml). "
                            + "Its folder upload/ is packages.data-dir; Packhouse keeps its own data in .packhouse/ there."), LISTEN_ADDRESS(
                                    List.of("la", "listen-address"), "address",
                                    "<ip>, 'any' or 'localhost', and :<port>; without a port a free one is taken (http.host and http.port; default: "
                                            + "localhost:8020)."), PROJECT_ID(List.of("pi", "project-id"), "id",
                                                    "The project's id, not empty (packages.project-id; default: PROJECT)."), STORE_CERTIFICATE(
                                                            List.of("sc", "store-sign-certificate"), "file",
                                                            "The PKCS#12 file with which downloads are store-signed (signing.keys.store.file and packages.store-key; default: "
                                                                    + "none, no store signatures)."), STORE_PASSWORD(
                                                                            List.of("sp", "store-sign-password"), "password",
                                                                            "Its password (signing.keys.store.password-file in the other commands; default: empty). Others on this machine "
                                                                                    + "can see it here; amps-config.yaml can hold it, too."), DEVELOPER_CA(
                                                                                            List.of("dc",
                                                                                                    "developer-verification-ca-certificate",
                                                                                                    "developer-verification-ca-certificates"),
                                                                                            "file",
                                                                                            "A PEM file of CAs that developers' signatures are verified with; may be repeated (packages.developer-ca; default: "
                                                                                                    + "none, no verification)."), CREATE_CONFIG(
                                                                                                            List.of("cc",
                                                                                                                    "create-config"),
                                                                                                            "",
                                                                                                            "Write what holds now to amps-config.yaml of the data directory, and go on."), CONFIG(
                                                                                                                    List.of("config"),
                                                                                                                    "file",
                                                                                                                    "Read further keys of Packhouse from a YAML file; './packhouse config' prints one."), SET(
                                                                                                                            List.of("set"),
                                                                                                                            "key=value",
                                                                                                                            "Set a key of Packhouse, such as management.port=9090; may be repeated.");

    private final List<String> names;
    private final String value;
    private final String description;

    ServerOption(List<String> names, String value, String description) {
        this.names = names;
        this.value = value;
        this.description = description;
    }

    /** The option of that name, which is without dashes. */
    static Optional<ServerOption> find(String name) {
        return Arrays.stream(values()).filter(option -> option.names.contains(name)).findFirst();
    }

    /** Whether a value must follow. */
    boolean takesValue() {
        return !value.isEmpty();
    }

    /** How help writes it, such as {@code --dd, --data-directory <dir>}. */
    String synopsis() {
        var text = new StringBuilder();
        names.stream().limit(2).forEach(name -> text.append(text.isEmpty() ? "" : ", ")
                .append(name.length() == 1 ? "-" : "--").append(name));
        return takesValue() ? text.append(" <").append(value).append('>').toString() : text.toString();
    }

    /** What it does; names the key that it is short for. */
    String description() {
        return description;
    }
}

package io.packhouse.platform.config;

import java.util.Collection;

/** The sentence for a key that nobody knows. */
final class UnknownKey {

    private UnknownKey() {
    }

    /** For {@code key}, found in {@code origin}, where {@code known} keys would be right. */
    static ConfigException of(String key, String origin, Collection<String> known) {
        String section = key + ".";
        var within = known.stream().filter(name -> name.startsWith(section)).limit(3).toList();
        String help = within.isEmpty()
                ? Nearest.to(key, known).map(near -> "did you mean " + near + "?")
                        .orElse("'./packhouse config' prints all keys.")
                : "it is a section, with keys such as " + String.join(", ", within) + ".";
        return new ConfigException("There is no configuration key " + key + " (" + origin + "); " + help);
    }

    /** For the environment variable {@code name}. */
    static ConfigException ofVariable(String name, Collection<KnownKey> keys) {
        var open = keys.stream().filter(key -> key.isOpen() && name.startsWith(key.variable() + "_")).findFirst();
        String help = open.isPresent()
                ? "give the entries of " + open.get().name() + " as a YAML mapping in " + open.get().variable() + "."
                : Nearest.to(name, keys.stream().map(KnownKey::variable).toList()).map(near -> "did you mean " + near + "?")
                        .orElse("'./packhouse config' prints all keys.");
        return new ConfigException("The environment variable " + name + " sets no configuration key; " + help);
    }
}

package io.packhouse.envbuilder.fetch;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The {@code rules} of an entry of Mojang's lists: without any, it is for all systems; else for those for which the last rule that
 * speaks of them allows it. Rules about features of the launcher speak of none.
 */
final class SystemRules {

    /** As Mojang calls them. */
    static final List<String> SYSTEMS = List.of("linux", "osx", "windows");

    private SystemRules() {
    }

    /** The systems that {@code rules} allow; versions and architectures of systems count as the whole system. */
    static Set<String> allowed(JsonNode rules) {
        Set<String> allowed = new LinkedHashSet<>();
        for (String system : SYSTEMS) {
            boolean isAllowed = rules.isEmpty();
            for (JsonNode rule : rules) {
                String name = rule.path("os").path("name").asText(system);
                if (name.equals(system) && !rule.has("features")) {
                    isAllowed = rule.path("action").asText().equals("allow");
                }
            }
            if (isAllowed) {
                allowed.add(system);
            }
        }
        return allowed;
    }

    /** Whether {@code rules} treat all systems alike, down to versions and architectures. */
    static boolean isNeutral(JsonNode rules) {
        for (JsonNode rule : rules) {
            if (rule.has("os")) {
                return false;
            }
        }
        return true;
    }
}

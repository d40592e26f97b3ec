package io.packhouse.addonscript.resolution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.versions.AddonVersion;

/** What a resolver found. */
public sealed interface Resolution {

    /**
     * Everything fits.
     *
     * @param versions
     *            each add-on once: first those that were fixed, then the others in the order in which they were needed
     */
    record Resolved(Map<AddonId, AddonVersion> versions) implements Resolution {

        public Resolved {
            versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        }
    }

    /**
     * Nothing fits.
     *
     * @param addon
     *            the add-on that no version was found for, in the last try that came furthest
     * @param wishes
     *            what the others want of it
     */
    record Conflict(AddonId addon, List<Wish> wishes) implements Resolution {

        public Conflict {
            wishes = List.copyOf(wishes);
        }

        /** The conflict as a sentence; at most five wishes are told. */
        public String sentence() {
            StringBuilder sentence = new StringBuilder("no version of ").append(addon).append(" fits");
            for (Wish wish : wishes.subList(0, Math.min(5, wishes.size()))) {
                sentence.append("; ").append(wish);
            }
            return wishes.size() > 5
                    ? sentence.append("; and ").append(wishes.size() - 5).append(" more").toString()
                    : sentence.toString();
        }
    }

    /**
     * Given up: a bound was reached before an answer was.
     *
     * @param reason
     *            which bound, as a sentence
     */
    record TooLarge(String reason) implements Resolution {
    }

    /**
     * What one add-on wants of another.
     *
     * @param by
     *            whose relation it is
     * @param isAllowed
     *            whether versions in the range are wanted, or not wanted
     */
    record Wish(AddonDescriptor by, String range, boolean isAllowed) {

        @Override
        public String toString() {
            return by + (isAllowed ? " needs " : " is incompatible with ") + range;
        }
    }
}

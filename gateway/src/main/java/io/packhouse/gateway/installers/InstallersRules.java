package io.packhouse.gateway.installers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.installers.BuildInstallers.Vessel;
import io.packhouse.gateway.xmlrpc.Quoted;

/**
 * The rules for a request (section 5), the same for XML-RPC and JSON. The order of the checks is the original's, because it
 * decides what a caller hears when several things are wrong: each vessel in turn (percentage, owner, users), then each entry
 * of the user data (name, key), then the total. Limits are checked where the thing they limit is reached.
 *
 * <p>
 * Safe for any thread; the time is linear in the size of the request.
 */
final class InstallersRules {

    private final int total;
    private final InstallersLimits limits;

    /**
     * @param reservedPercentage
     *            the share of the vessel that the service adds; callers share out the rest of 100
     */
    InstallersRules(int reservedPercentage, InstallersLimits limits) {
        this.total = 100 - reservedPercentage;
        this.limits = limits;
    }

    /**
     * Checks a request.
     *
     * @param vessels
     *            the vessels as given; anything false-like is no vessel at all
     * @param userData
     *            the users' keys as given; anything false-like counts as absent
     * @throws FailureException
     *             {@code INVALID_REQUEST} or {@code TOO_LARGE}; its message is about the first broken rule, its violations
     *             are all of them, with pointers into {@code {"vessels": ..., "users": ...}}
     */
    InstallersRequest check(@Nullable JsonNode vessels, @Nullable JsonNode userData) {
        return new Check(new Violations()).run(vessels, userData);
    }

    /** The work of one check: what was found so far. */
    private final class Check {

        private final Violations violations;
        private final List<Vessel> accepted = new ArrayList<>();
        private final Set<String> names = new LinkedHashSet<>();
        private final Map<String, String> keys = new LinkedHashMap<>();
        private int sum;
        private boolean summable = true;

        Check(Violations violations) {
            this.violations = violations;
        }

        InstallersRequest run(@Nullable JsonNode vessels, @Nullable JsonNode userData) {
            if (!Given.isFalseLike(vessels)) {
                vessels(vessels);
            }
            if (!Given.isFalseLike(userData)) {
                userData(userData);
            }
            if (summable && sum != total) {
                violations.add("/vessels", "required total is " + total + "%, this request has " + sum + "%");
            }
            if (names.size() > limits.users()) {
                violations.exceeded("/vessels", "at most " + limits.users() + " different users, not " + names.size());
            }
            InstallersRequest request = new InstallersRequest(accepted, names, keys);
            if (violations.isEmpty() && request.keysToMake().size() > limits.pairs()) {
                violations.exceeded("/users", "at most " + limits.pairs() + " key pairs are made in one call, not "
                        + request.keysToMake().size() + ": bring public keys");
            }
            violations.raise();
            return request;
        }

        private void vessels(JsonNode vessels) {
            summable = vessels.isArray();
            if (!vessels.isArray()) {
                violations.add("/vessels", "the vessels must be a list of structs, not " + Given.describe(vessels));
            } else if (vessels.size() > limits.vessels()) {
                summable = false;
                violations.exceeded("/vessels", "at most " + limits.vessels() + " vessels, not " + vessels.size());
            } else {
                for (int i = 0; i < vessels.size(); i++) {
                    vessel(vessels.get(i), i);
                }
            }
        }

        private void vessel(JsonNode vessel, int index) {
            String pointer = "/vessels/" + index;
            String subject = "vessel " + (index + 1);
            if (!vessel.isObject()) {
                summable = false;
                violations.add(pointer, subject + ": must be a struct, not " + Given.describe(vessel));
                return;
            }
            Optional<String> percentage = PercentageRule.broken(vessel.get("percentage"));
            percentage.ifPresent(wrong -> {
                summable = false;
                violations.add(pointer + "/percentage", subject + ": the percentage " + wrong);
            });
            int share = percentage.isEmpty() ? vessel.get("percentage").intValue() : 0;
            sum += share;
            String owner = owner(vessel.get("owner"), pointer + "/owner", subject);
            accepted.add(new Vessel(share, owner, users(vessel.get("users"), pointer + "/users", subject)));
        }

        private String owner(@Nullable JsonNode owner, String pointer, String subject) {
            if (owner == null || owner.isNull()) {
                violations.add(pointer, subject + ": the owner is missing: every vessel needs one");
                return "";
            }
            return name(owner, pointer, subject + ": the owner: ");
        }

        private List<String> users(@Nullable JsonNode users, String pointer, String subject) {
            if (users == null || (Given.isFalseLike(users) && !users.isNumber() && !users.isBoolean())) {
                return List.of();
            }
            if (!users.isArray()) {
                violations.add(pointer, subject + ": the users must be a list of names, not " + Given.describe(users));
                return List.of();
            }
            if (users.size() > limits.usersPerVessel()) {
                violations.exceeded(pointer,
                        subject + ": at most " + limits.usersPerVessel() + " users in a vessel, not " + users.size());
                return List.of();
            }
            Set<String> distinct = new LinkedHashSet<>();
            for (int i = 0; i < users.size(); i++) {
                distinct.add(name(users.get(i), pointer + "/" + i, subject + ": a user: "));
            }
            return List.copyOf(distinct);
        }

        /** Checks a name and notes it; answers the name, or what stands for it until the violation is raised. */
        private String name(JsonNode name, String pointer, String subject) {
            Optional<String> broken = NameRule.broken(name);
            broken.ifPresent(wrong -> violations.add(pointer, subject + wrong));
            if (broken.isEmpty()) {
                names.add(name.textValue());
            }
            return name.asText();
        }

        private void userData(JsonNode userData) {
            if (!userData.isObject()) {
                violations.add("/users",
                        "the user data must be a struct of structs by user, not " + Given.describe(userData));
            } else if (userData.size() > limits.users()) {
                violations.exceeded("/users", "at most " + limits.users() + " users, not " + userData.size());
            } else {
                userData.properties().forEach(entry -> user(entry.getKey(), entry.getValue()));
            }
        }

        private void user(String name, JsonNode entry) {
            String pointer = "/users/" + Pointers.escape(name);
            Optional<String> broken = NameRule.broken(name);
            broken.ifPresent(wrong -> violations.add(pointer, "the user data: " + wrong));
            if (broken.isEmpty()) {
                names.add(name);
            }
            if (entry.isObject()) {
                key(name, entry.get("public_key"), pointer + "/public_key");
            } else {
                violations.add(pointer,
                        "the user data of " + Quoted.of(name) + " must be a struct, not " + Given.describe(entry));
            }
        }

        private void key(String name, @Nullable JsonNode key, String pointer) {
            if (key == null || key.isNull()) {
                return;
            }
            Optional<String> broken = KeyRule.broken(key);
            String subject = "the public key of " + Quoted.of(name) + " ";
            broken.ifPresent(wrong -> violations.add(pointer, subject + wrong));
            if (broken.isEmpty() && KeyRule.isLonger(key.textValue(), limits.keyDigits())) {
                violations.exceeded(pointer, subject + "is too long: numbers of at most " + limits.keyDigits() + " digits");
            }
            keys.put(name, key.asText());
        }
    }
}

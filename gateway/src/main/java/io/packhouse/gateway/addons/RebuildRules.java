package io.packhouse.gateway.addons;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Topic;
import io.packhouse.gateway.addons.RebuildOrder.Told;
import io.packhouse.gateway.addons.RebuildOrder.Wanted;
import io.packhouse.platform.secrets.Secret;

/** The checks of section 2.2, in their order, behind those of the method and the body's form. May block. */
final class RebuildRules {

    /** An URL that is longer leads nowhere, and would be in every command of a bulk. */
    private static final int LONGEST_PINGBACK = 2000;

    private final SdkView sdks;
    private final AddonsLimits limits;

    RebuildRules(SdkView sdks, AddonsLimits limits) {
        this.sdks = sdks;
        this.limits = limits;
    }

    /**
     * What a request comes to.
     *
     * @param order
     *            null when no add-on is left to rebuild
     * @param errors
     *            a line for each add-on that was refused
     */
    record Checked(@Nullable RebuildOrder order, List<String> errors) {
    }

    /**
     * Checks a complete form and makes the files durable that it needs.
     *
     * @throws RefusedException
     *             when the whole is refused
     */
    Checked check(RebuildForm form) {
        Secret secret = form.secret();
        Optional<String> addons = form.text("addons");
        AddonWish single = AddonWish.of(form::text, form.uploads().get("upload"));
        boolean hasSingle = single.location() != null || single.upload() != null || single.packageKey() != null;
        if (!hasSingle && addons.isEmpty()) {
            throw new RefusedException(400, "Please provide Add-ons to rebuild");
        }
        checkExclusive(single);
        String sdkVersion = form.text("sdk_version").orElse(null);
        if (sdkVersion != null && !sdks.isRegistered(sdkVersion)) {
            throw new RefusedException(404, "There is no such SDK here; /repackage/sdk-versions/ lists those that are");
        }
        String pingback = form.text("pingback").orElse(null);
        if (pingback != null && pingback.length() > LONGEST_PINGBACK) {
            throw new RefusedException(400, "pingback is a URL of at most " + LONGEST_PINGBACK + " characters");
        }
        List<String> errors = new ArrayList<>();
        List<AddonWish> wishes = new ArrayList<>();
        if (hasSingle) {
            addSingle(single, wishes, errors);
        }
        addons.map(text -> BulkElements.read(text, form.uploads(), limits.elements())).ifPresent(elements -> {
            wishes.addAll(elements.wishes());
            errors.addAll(elements.errors());
        });
        Told told = pingback == null
                ? null
                : new Told(pingback, secret.name(), RequestText.of(form.texts(), limits.requestSize().toInt()),
                        AddonWish.extras(form::text));
        Topic topic = form.text("priority").filter("high"::equals).isPresent() ? Topic.WORK_ADDONS_HIGH : Topic.WORK_ADDONS;
        return new Checked(order(topic, sdkVersion, wishes, errors, told), errors);
    }

    private static void checkExclusive(AddonWish single) {
        if (single.location() != null && single.upload() != null) {
            throw new RefusedException(400, "location and upload are mutually exclusive");
        }
        // The missing blanks are the original's.
        if (single.location() != null && single.packageKey() != null) {
            throw new RefusedException(400, "location and package_key are mutuallyexclusive");
        }
        if (single.upload() != null && single.packageKey() != null) {
            throw new RefusedException(400, "upload and package_key are mutuallyexclusive");
        }
    }

    /** In a line of its own the single add-on is named by its hashtag; one that is refused never has another use. */
    private static void addSingle(AddonWish single, List<AddonWish> wishes, List<String> errors) {
        List<BrokenRule> broken = single.broken();
        if (broken.isEmpty()) {
            wishes.add(single);
        } else {
            errors.add(broken.getFirst().line(JobId.random().value()));
        }
    }

    private static @Nullable RebuildOrder order(Topic topic, @Nullable String sdkVersion, List<AddonWish> wishes,
            List<String> errors, @Nullable Told told) {
        if (wishes.isEmpty()) {
            return null;
        }
        return new RebuildOrder(topic, sdkVersion, wishes.stream().map(Wanted::of).toList(), errors, wishes.size() > 1,
                told);
    }
}

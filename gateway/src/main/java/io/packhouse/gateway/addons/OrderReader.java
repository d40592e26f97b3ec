package io.packhouse.gateway.addons;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Failure.Violation;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.contracts.deliveries.Origin;
import io.packhouse.gateway.addons.RebuildOrder.Told;
import io.packhouse.gateway.addons.RebuildOrder.Wanted;
import io.packhouse.gateway.xmlrpc.Quoted;

/**
 * Reads an order of {@code POST /api/v1/addons}: the fields of the original's form as members of a JSON object, one add-on at
 * the top level or several in {@code addons}. Every rule is checked, and one broken rule refuses the whole, so that nothing
 * is built that its caller has to sort out; other members are ignored. May block.
 */
final class OrderReader {

    private static final ObjectReader READER = Json.mapper().readerFor(JsonNode.class)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final List<String> PER_ADDON = List.of("location", "upload", "filename", "version", "options");
    private static final List<String> TOP = List.of("pingback", "priority", "sdk_version");
    private static final int MOST_VIOLATIONS = 50;
    private static final int LONGEST_URL = 2000;
    private static final int WORDS = 200;

    private final SdkView sdks;
    private final AddonsLimits limits;
    private final Map<String, Upload> uploads;
    private final List<Violation> violations = new ArrayList<>();

    /**
     * @param uploads
     *            the files of the request, by the names of their fields
     */
    OrderReader(SdkView sdks, AddonsLimits limits, Map<String, Upload> uploads) {
        this.sdks = sdks;
        this.limits = limits;
        this.uploads = uploads;
    }

    /**
     * The order, its files durable.
     *
     * @param secretName
     *            of the secret that the caller presented; empty for a caller with a token, or with nothing
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} without violations for what is no JSON object, with them for broken rules;
     *             {@code TOO_LARGE} for too many add-ons; {@code UNAVAILABLE} when the SDKs cannot be asked for
     */
    RebuildOrder read(byte[] json, String secretName) {
        JsonNode root = parse(json);
        JsonNode addons = root.path("addons");
        boolean bulk = !addons.isMissingNode() && !addons.isNull();
        List<AddonWish> wishes = bulk ? bulk(root, addons) : List.of(wish(root, ""));
        texts(root, TOP, "");
        String sdkVersion = BulkElements.text(root, "sdk_version").orElse(null);
        if (sdkVersion != null && !sdks.isRegistered(sdkVersion)) {
            broken("/sdk_version", "there is no SDK " + Quoted.of(sdkVersion) + " here; /repackage/sdk-versions/ lists "
                    + "those that are");
        }
        Topic topic = priority(root);
        Told told = told(root, secretName);
        if (!violations.isEmpty()) {
            throw new Failure(Code.INVALID_REQUEST, violations.getFirst().message(), violations).exception();
        }
        return new RebuildOrder(topic, sdkVersion, wishes.stream().map(Wanted::of).toList(), List.of(), bulk, told);
    }

    private static JsonNode parse(byte[] json) {
        try {
            JsonNode root = READER.readValue(json);
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw notUnderstood(Quoted.plain(e.getOriginalMessage(), WORDS));
        } catch (IOException e) {
            throw notUnderstood(Quoted.plain(String.valueOf(e.getMessage()), WORDS));
        }
        throw notUnderstood("an object was expected, such as {\"location\": \"https://example.org/a.xpi\"}");
    }

    private static RuntimeException notUnderstood(String why) {
        return new Failure(Code.INVALID_REQUEST, "the request is not understood: " + why).exception();
    }

    private List<AddonWish> bulk(JsonNode root, JsonNode addons) {
        if (BulkElements.text(root, "location").isPresent() || BulkElements.text(root, "upload").isPresent()) {
            broken("/addons", "addons cannot be together with a location or an upload of the request itself");
        }
        if (!addons.isArray() || addons.isEmpty()) {
            broken("/addons", "addons must be an array of at least one object");
            return List.of();
        }
        if (addons.size() > limits.elements()) {
            throw new Failure(Code.TOO_LARGE, "addons has " + addons.size() + " elements, at most " + limits.elements()
                    + " are taken in one request").exception();
        }
        List<AddonWish> wishes = new ArrayList<>();
        for (int i = 0; i < addons.size(); i++) {
            String place = "/addons/" + i;
            if (addons.get(i).isObject()) {
                wishes.add(wish(addons.get(i), place));
            } else {
                broken(place, "an element of addons must be an object");
            }
        }
        return wishes;
    }

    private AddonWish wish(JsonNode addon, String place) {
        texts(addon, PER_ADDON, place);
        texts(addon, RebuildAddon.FORCED, place);
        Upload upload = upload(addon, place);
        AddonWish wish = AddonWish.of(name -> BulkElements.text(addon, name), upload);
        boolean unknownUpload = upload == null && BulkElements.text(addon, "upload").isPresent();
        if (!unknownUpload || wish.location() != null) {
            wish.broken().forEach(rule -> broken(place + "/" + rule.member(), rule.sentence()));
        }
        if (wish.location() != null && !isUrl(wish.location())) {
            broken(place + "/location", "location must be an http or https URL of at most " + LONGEST_URL
                    + " characters, not " + Quoted.of(wish.location()));
        }
        return wish;
    }

    private @Nullable Upload upload(JsonNode addon, String place) {
        Optional<String> field = BulkElements.text(addon, "upload");
        Upload upload = field.map(uploads::get).orElse(null);
        if (field.isPresent() && upload == null) {
            broken(place + "/upload", "upload names the field of a file, and the request has no file in a field "
                    + Quoted.of(field.get()));
        }
        return upload;
    }

    private void texts(JsonNode object, List<String> names, String place) {
        for (String name : names) {
            JsonNode member = object.path(name);
            if (!member.isMissingNode() && !member.isNull() && !member.isTextual()) {
                broken(place + "/" + name, name + " must be a text");
            }
        }
    }

    private Topic priority(JsonNode root) {
        String priority = BulkElements.text(root, "priority").orElse("low");
        if (!priority.equals("low") && !priority.equals("high")) {
            broken("/priority", "priority must be low or high, not " + Quoted.of(priority));
        }
        return priority.equals("high") ? Topic.WORK_ADDONS_HIGH : Topic.WORK_ADDONS;
    }

    private @Nullable Told told(JsonNode root, String secretName) {
        Optional<String> url = BulkElements.text(root, "pingback");
        if (url.isEmpty()) {
            return null;
        }
        if (!isUrl(url.get())) {
            broken("/pingback", "pingback must be an http or https URL of at most " + LONGEST_URL + " characters, not "
                    + Quoted.of(url.get()));
        }
        List<FormText> fields = new ArrayList<>();
        root.properties().forEach(member -> BulkElements.text(root, member.getKey())
                .ifPresent(text -> fields.add(new FormText(member.getKey(), text))));
        return new Told(url.get(), secretName, RequestText.of(fields, limits.requestSize().toInt()),
                AddonWish.extras(name -> BulkElements.text(root, name)));
    }

    /** Whether it may be fetched is for the worker to say, behind whose guard it is. */
    private static boolean isUrl(String text) {
        return text.length() <= LONGEST_URL && !Origin.of(text).equals(Origin.NONE);
    }

    private void broken(String pointer, String sentence) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(pointer, sentence));
        }
    }
}

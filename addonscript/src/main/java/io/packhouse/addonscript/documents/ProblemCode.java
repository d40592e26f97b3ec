package io.packhouse.addonscript.documents;

import java.util.Locale;

/**
 * Why an environment is not built. The codes stand in the order of the checks; the first group that finds anything answers. 400
 * tells a client to ask nobody else, 404 to ask the next instance.
 */
public enum ProblemCode {
    /** No strict JSON in UTF-8. */
    MALFORMED(400),
    /** JSON of another shape, or an identifier that cannot be one. */
    SCHEMA(400),
    /** A schema version that the answer, which repeats it, could not have. */
    SCHEMA_VERSION(400), UNKNOWN_ADDON(404),
    /** The namespace is an alias of a repository; the add-on has another. */
    NOT_CANONICAL(400),
    /** No instance add-on that uses a builder. */
    NOT_BUILDABLE(400),
    /** None of the sides that were asked for is one of the add-on. */
    NO_SIDE(400), REQUIRED_MISSING(400), NOT_EXPECTED(400), VERSION_OUT_OF_RANGE(400), DUPLICATE_ADDON(
            400), EXPECTED_IN_PROVIDED(400), NOT_RELATED(400), INCOMPATIBLE(400),
    /** The add-on is known, but not how to build it. */
    NO_RECIPE(404),
    /** A rule of the recipe. */
    CONSTRAINT(400),
    /** A version that could exist, but nothing is known of it. */
    NO_DATA(404);

    private final int status;

    ProblemCode(int status) {
        this.status = status;
    }

    /** 400 or 404. */
    public int status() {
        return status;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
